import type { Namespace, Socket } from 'socket.io';
import { customerHasRead } from '../../../desk/readMarks.ts';
import { messagesForDesk } from '../../../desk/view.ts';
import type { Server } from '../../route.ts';
import { coalesced } from '../coalesced.ts';
import { openRoom } from './rooms.ts';

/** Tells the desks of this node what is new in the conversation that they have open: messages, how far the customer has read, that they write. */
export function tellWatched(namespace: Namespace, { runtime }: Server): void {
  const watching = (id: string): Socket[] =>
    [...(namespace.adapter.rooms.get(openRoom(id)) ?? [])].map((key) => namespace.sockets.get(key)).filter((socket) => socket?.data.watched?.id === id) as Socket[];

  const tellMessages = coalesced(
    async (id) => {
      const sockets = watching(id);
      if (sockets.length === 0) return;
      const messages = await messagesForDesk(runtime, id, Math.min(...sockets.map(({ data }) => data.watched.seq as number)));
      for (const socket of sockets) {
        // It may watch another one by now.
        if (socket.data.watched?.id !== id) continue;
        const missing = messages.filter(({ seq }) => seq > socket.data.watched.seq);
        if (missing.length === 0) continue;
        socket.data.watched.seq = missing.at(-1)?.seq;
        socket.emit('messages', id, missing);
      }
    },
    (error, id) => runtime.log.error({ err: error, conversation: id }, 'those who watch could not be told'),
  );

  const tellRead = coalesced(
    async (id) => {
      if (watching(id).length === 0) return;
      namespace.local.to(openRoom(id)).emit('read', id, await customerHasRead(runtime, id));
    },
    (error, id) => runtime.log.error({ err: error, conversation: id }, 'those who watch could not be told what was read'),
  );

  runtime.events.subscribe((event) => {
    if (event.type === 'conversation') tellMessages(event.id);
    if (event.type === 'read') tellRead(event.id);
    // Volatile: what somebody was writing a while ago is of no use to a desk that reads slowly.
    if (event.type === 'typing' && event.from === 'customer') namespace.local.volatile.to(openRoom(event.id)).emit('typing', event.id, event.text);
  });
}
