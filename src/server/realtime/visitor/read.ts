import { readRequest } from '../../../contract/desk/work.ts';
import { readByCustomer } from '../../../desk/readMarks.ts';
import { socketEvent } from '../event.ts';
import type { Visitor } from '../visitor.ts';

/** The customer has read up to a line. */
export const read = socketEvent<Visitor, { seq: number }>({
  name: 'read',
  payload: readRequest,
  async handle({ runtime }, { conversationId }, { seq }) {
    await readByCustomer(runtime, conversationId, seq);
  },
});
