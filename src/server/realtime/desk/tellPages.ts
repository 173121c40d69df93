import type { Namespace } from 'socket.io';
import type { WakeUp } from '../../../conversation/events.ts';
import type { Server } from '../../route.ts';
import { coalesced } from '../coalesced.ts';

/** The sockets whose screens show the wall. */
export const WALL_ROOM = 'wall';
/** A wall is told at most this often, however much happens. */
const WALL_GATHER_MS = 1_000;

const ON_THE_WALL = new Set<WakeUp['type']>(['conversation', 'queue', 'presence', 'ticket', 'settings', 'missed']);

/** Wakes the pages that show the desk as a whole; they fetch what they show. */
export function tellPages(namespace: Namespace, { runtime }: Server): void {
  const tellWall = coalesced(
    async () => {
      await new Promise((resolve) => setTimeout(resolve, WALL_GATHER_MS));
      namespace.local.to(WALL_ROOM).emit('wall');
    },
    (error) => runtime.log.error({ err: error }, 'the wall could not be told'),
  );
  runtime.events.subscribe(({ type }) => {
    if (ON_THE_WALL.has(type) && namespace.adapter.rooms.has(WALL_ROOM)) tellWall('wall');
    if (type === 'access' || type === 'settings' || type === 'missed') namespace.local.emit('people');
    if (type === 'review' || type === 'missed') namespace.local.emit('reviews');
  });
}
