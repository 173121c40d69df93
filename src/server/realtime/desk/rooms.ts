import type { SharedListName } from '../../../contract/desk.ts';

/** The desks that show a list, or keep what they showed of it. A person's own desks are in the room of their id. */
export const listRoom = (list: SharedListName): string => `list:${list}`;

/** The desks that have a conversation open. */
export const openRoom = (conversationId: string): string => `open:${conversationId}`;
