import { z } from 'zod';
import { conversationIdSchema } from '../../../contract/visitor.ts';
import type { Agent } from '../desk.ts';
import { socketEvent } from '../event.ts';

/** The agent is writing in the conversation that this desk shows. */
export const typing = socketEvent<Agent, { conversationId: string }>({
  name: 'typing',
  payload: z.strictObject({ conversationId: conversationIdSchema }),
  async handle({ runtime }, _agent, { conversationId }, socket) {
    if (socket.data.watched?.id === conversationId) runtime.events.publish({ type: 'typing', id: conversationId, from: 'agent' });
  },
});
