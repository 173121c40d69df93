import { rateRequest, type RateRequest } from '../../../contract/visitor.ts';
import { rate as rateConversation } from '../../../conversation/rating.ts';
import { take } from '../../limiters.ts';
import { socketEvent } from '../event.ts';
import type { Visitor } from '../visitor.ts';

/** The customer says how satisfied they are. Acknowledged with `{rating}`. */
export const rate = socketEvent<Visitor, RateRequest>({
  name: 'rate',
  payload: rateRequest,
  async handle({ runtime, limiters }, { conversationId }, payload) {
    await take(limiters.messages, conversationId, 'request.too_many');
    return { rating: await rateConversation(runtime, conversationId, payload) };
  },
});
