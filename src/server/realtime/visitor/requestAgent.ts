import { z } from 'zod';
import { clientIdSchema } from '../../../contract/visitor.ts';
import { take } from '../../limiters.ts';
import { socketEvent } from '../event.ts';
import type { Visitor } from '../visitor.ts';

/** What the button 转人工 says for the customer. */
const WISH = '转人工';

/** The customer wants a person: the same as writing so, in one tap. */
export const requestAgent = socketEvent<Visitor, { clientId: string }>({
  name: 'request_agent',
  payload: z.strictObject({ clientId: clientIdSchema }),
  async handle({ channel, limiters }, { conversationId }, { clientId }) {
    await take(limiters.messages, conversationId, 'message.too_fast');
    const { seq } = await channel.receive({ conversationId, clientId, text: WISH });
    return { seq };
  },
});
