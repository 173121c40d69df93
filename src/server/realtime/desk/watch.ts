import { z } from 'zod';
import { conversationIdSchema } from '../../../contract/visitor.ts';
import { seqOf } from '../../../conversation/read.ts';
import { messagesForDesk } from '../../../desk/view.ts';
import type { Agent } from '../desk.ts';
import { socketEvent } from '../event.ts';

/**
 * The agent looks at a conversation: this socket is told of its new messages, and of no other's. The last message comes at once, so that
 * the client sees whether it missed one between reading and watching.
 */
export const watch = socketEvent<Agent, { conversationId: string | null }>({
  name: 'watch',
  payload: z.strictObject({ conversationId: conversationIdSchema.nullable() }),
  async handle({ runtime }, _agent, { conversationId }, socket) {
    socket.data.watched = null;
    if (conversationId === null) return;
    const seq = await seqOf(runtime, conversationId);
    socket.data.watched = { id: conversationId, seq };
    socket.emit('messages', conversationId, await messagesForDesk(runtime, conversationId, seq - 1));
  },
});
