import { resumeRequest } from '../../../contract/visitor.ts';
import { ratingOf } from '../../../conversation/rating.ts';
import { messagesForCustomer } from '../../../conversation/read.ts';
import { statusOf } from '../../../desk/queue.ts';
import { socketEvent } from '../event.ts';
import type { Visitor } from '../visitor.ts';

/** Everything after the last message that the client has. From here on this socket is told of new ones. */
export const resume = socketEvent<Visitor, { after: number }>({
  name: 'resume',
  payload: resumeRequest,
  async handle({ runtime }, { conversationId }, { after }, socket) {
    const messages = await messagesForCustomer(runtime, conversationId, after);
    socket.data.seq = messages.at(-1)?.seq ?? after;
    const rating = await ratingOf(runtime, conversationId);
    return { messages, status: await statusOf(runtime, conversationId), ...(rating && { rating }) };
  },
});
