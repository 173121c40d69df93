import { z } from 'zod';
import { mayUse } from '../../access.ts';
import { JiedaError } from '../../../base/errors.ts';
import type { Agent } from '../desk.ts';
import { socketEvent } from '../event.ts';
import { WALL_ROOM } from './tellPages.ts';

/** A supervisor's screen shows the wall, or does not any more: it is told when something on it may have changed. */
export const watchWall = socketEvent<Agent, { watching: boolean }>({
  name: 'watchWall',
  payload: z.strictObject({ watching: z.boolean() }),
  async handle(_server, { person }, { watching }, socket) {
    if (!mayUse(person, 'supervisor')) throw new JiedaError('session.forbidden');
    if (watching) await socket.join(WALL_ROOM);
    else await socket.leave(WALL_ROOM);
  },
});
