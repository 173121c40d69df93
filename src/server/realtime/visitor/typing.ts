import { z } from 'zod';
import { socketEvent } from '../event.ts';
import type { Visitor } from '../visitor.ts';

/** The customer is writing. */
export const typing = socketEvent<Visitor, object>({
  name: 'typing',
  payload: z.strictObject({}),
  async handle({ runtime }, { conversationId }) {
    runtime.events.publish({ type: 'typing', id: conversationId, from: 'customer' });
  },
});
