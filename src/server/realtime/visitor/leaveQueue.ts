import { z } from 'zod';
import { leaveByCustomer, statusOf } from '../../../desk/queue.ts';
import { socketEvent } from '../event.ts';
import type { Visitor } from '../visitor.ts';

/** The customer stops waiting and goes back to the bot. */
export const leaveQueue = socketEvent<Visitor, object>({
  name: 'leave_queue',
  payload: z.strictObject({}),
  async handle({ runtime }, { conversationId }) {
    await leaveByCustomer(runtime, conversationId);
    return { status: await statusOf(runtime, conversationId) };
  },
});
