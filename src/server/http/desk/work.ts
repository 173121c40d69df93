import { cannedRoutes } from './canned.ts';
import { conversationWorkRoutes } from './conversationWork.ts';
import { deskFileRoutes } from './files.ts';
import { searchRoutes } from './search.ts';
import { tagRoutes } from './tags.ts';

/** What people do with conversations besides serving them. */
export const workRoutes = [...searchRoutes, ...conversationWorkRoutes, ...deskFileRoutes, ...tagRoutes, ...cannedRoutes];
