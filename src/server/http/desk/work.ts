import { searchRoutes } from './search.ts';

/** What people do with conversations besides serving them. */
export const workRoutes = [...searchRoutes];
