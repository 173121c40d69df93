import { z } from 'zod';
import {
  conversationIdSchema,
  conversationStatus,
  messagesQuery,
  messagesResponse,
  openConversationRequest,
  openConversationResponse,
  postMessageRequest,
  postMessageResponse,
  rateRequest,
  rateResponse,
  ticketsResponse,
} from '../../contract/visitor.ts';
import { openConversation } from '../../conversation/open.ts';
import { messagesForCustomer } from '../../conversation/read.ts';
import { verifiedCustomer } from '../../conversation/identity.ts';
import { rate } from '../../conversation/rating.ts';
import { ticketsForCustomer } from '../../conversation/ticket/present.ts';
import { statusOf } from '../../desk/queue.ts';
import { take } from '../limiters.ts';
import { route } from '../route.ts';

const params = z.strictObject({ id: conversationIdSchema });

/** The visitor's interface: what the widget does, open to any other client. */
export const visitorRoutes = [
  route({
    method: 'post',
    path: '/api/v1/visitor/conversations',
    access: 'public',
    summary: 'Open a conversation, new or going on from a previous one; the token opens it again',
    body: openConversationRequest,
    response: openConversationResponse,
    async handle({ runtime, config, limiters, demoShop }, { body, address }) {
      await take(limiters.conversations, address);
      const customer = verifiedCustomer(body.identity, config.identitySecret ?? demoShop?.identitySecret);
      return { status: 201, body: await openConversation(runtime, customer, body.page ?? null, body.previous ?? null, address) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/visitor/conversations/:id/messages',
    access: 'visitor',
    summary: 'Send a message; answered once it is committed together with the replies of the bot',
    params,
    body: postMessageRequest,
    response: postMessageResponse,
    async handle({ channel, limiters }, { params: { id }, body }) {
      await take(limiters.messages, id, 'message.too_fast');
      const { seq } = await channel.receive({ conversationId: id, ...body });
      return { status: 200, body: { seq } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/visitor/conversations/:id/messages',
    access: 'visitor',
    summary: 'Messages after a number',
    params,
    query: messagesQuery,
    response: messagesResponse,
    async handle({ runtime }, { params: { id }, query }) {
      return { status: 200, body: { messages: await messagesForCustomer(runtime, id, query.after) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/visitor/conversations/:id',
    access: 'visitor',
    summary: 'State of the conversation, and the place in the queue',
    params,
    response: conversationStatus,
    async handle({ runtime }, { params: { id } }) {
      return { status: 200, body: await statusOf(runtime, id) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/visitor/conversations/:id/rating',
    access: 'visitor',
    summary: 'Say how satisfied the customer is, during the conversation or after it; may be changed for a day',
    params,
    body: rateRequest,
    response: rateResponse,
    async handle({ runtime, limiters }, { params: { id }, body }) {
      await take(limiters.messages, id, 'request.too_many');
      return { status: 200, body: { rating: await rate(runtime, id, body) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/visitor/conversations/:id/tickets',
    access: 'visitor',
    summary: 'What was recorded for this customer, and how it stands',
    params,
    response: ticketsResponse,
    async handle({ runtime }, { params: { id } }) {
      return { status: 200, body: { tickets: await ticketsForCustomer(runtime, id) } };
    },
  }),
];
