import { z } from 'zod';
import { conversationIdSchema } from '../../../contract/visitor.ts';
import { seqOf } from '../../../conversation/read.ts';
import { messagesForDesk } from '../../../desk/view.ts';
import type { Agent } from '../desk.ts';
import { socketEvent } from '../event.ts';
import { openRoom } from './rooms.ts';

/**
 * The agent looks at a conversation: this socket is told of its new messages, and of no other's. The last message comes at once, so that
 * the client sees whether it missed one between reading and watching.
 */
export const watch = socketEvent<Agent, { conversationId: string | null }>({
  name: 'watch',
  payload: z.strictObject({ conversationId: conversationIdSchema.nullable() }),
  async handle({ runtime }, _agent, { conversationId }, socket) {
    const asked = (socket.data.watchesAsked = ((socket.data.watchesAsked as number | undefined) ?? 0) + 1);
    const before = (socket.data.watched as { id: string } | null | undefined)?.id;
    socket.data.watched = null;
    if (before !== undefined) await socket.leave(openRoom(before));
    if (conversationId === null) return;
    const seq = await seqOf(runtime, conversationId);
    // Answers of the database may overtake each other; the last one that was asked for counts.
    if (socket.data.watchesAsked !== asked) return;
    socket.data.watched = { id: conversationId, seq };
    await socket.join(openRoom(conversationId));
    socket.emit('messages', conversationId, await messagesForDesk(runtime, conversationId, seq - 1));
  },
});
