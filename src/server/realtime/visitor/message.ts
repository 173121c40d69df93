import { postMessageRequest } from '../../../contract/visitor.ts';
import { take } from '../../limiters.ts';
import { socketEvent } from '../event.ts';
import type { Visitor } from '../visitor.ts';

/** The customer writes. Acknowledged with `{seq}` once it is committed together with the bot's replies. */
export const message = socketEvent<Visitor, { clientId: string; text: string }>({
  name: 'message',
  payload: postMessageRequest,
  async handle({ channel, limiters }, { conversationId }, payload) {
    await take(limiters.messages, conversationId, 'message.too_fast');
    const { seq } = await channel.receive({ conversationId, ...payload });
    return { seq };
  },
});
