import { z } from 'zod';
import { LISTS_OF_ALL, sharedListSchema, type SharedListName } from '../../../contract/desk.ts';
import type { Agent } from '../desk.ts';
import { socketEvent } from '../event.ts';
import { listRoom } from './rooms.ts';

/** Which lists this desk shows or keeps: it is told of changes in these, and of what moves from one list to another. */
export const watchLists = socketEvent<Agent, { lists: SharedListName[] }>({
  name: 'watchLists',
  payload: z.strictObject({ lists: z.array(sharedListSchema).max(LISTS_OF_ALL.length) }),
  async handle(_server, _agent, { lists }, socket) {
    for (const list of LISTS_OF_ALL) {
      if (lists.includes(list)) await socket.join(listRoom(list));
      else await socket.leave(listRoom(list));
    }
  },
});
