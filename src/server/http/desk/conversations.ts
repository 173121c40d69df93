import { z } from 'zod';
import { answerRequest, deskMessagesResponse, detailResponse, listQuery, listResponse, rowResponse } from '../../../contract/desk.ts';
import { conversationIdSchema, messagesQuery, postMessageResponse } from '../../../contract/visitor.ts';
import { accept } from '../../../desk/accept.ts';
import { answer } from '../../../desk/answer.ts';
import { closeByAgent, giveBack } from '../../../desk/end.ts';
import { listFor } from '../../../desk/list.ts';
import { detailOf, messagesForDesk, rowOf } from '../../../desk/view.ts';
import { ownMarks } from '../../../desk/readMarks.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

const params = z.strictObject({ id: conversationIdSchema });
const nothing = z.strictObject({});

/** The lists and conversations of the desk. */
export const conversationRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/conversations',
    access: 'agent',
    summary: 'One page of a list of conversations, and the lengths of all lists',
    query: listQuery,
    response: listResponse,
    async handle({ runtime }, { query, person }) {
      const agent = signedIn(person);
      const { list, ...filters } = query;
      const page = await listFor(runtime, agent, list, filters);
      const read = await ownMarks(runtime, agent, page.conversations.map(({ id }) => id));
      return { status: 200, body: { ...page, read } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/conversations/:id',
    access: 'agent',
    summary: 'A conversation with its hand-over card and messages',
    params,
    response: detailResponse,
    async handle({ runtime }, { params: { id } }) {
      return { status: 200, body: await detailOf(runtime, id) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/conversations/:id/messages',
    access: 'agent',
    summary: 'Messages after a number',
    params,
    query: messagesQuery,
    response: deskMessagesResponse,
    async handle({ runtime }, { params: { id }, query }) {
      return { status: 200, body: { messages: await messagesForDesk(runtime, id, query.after) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/conversations/:id/messages',
    access: 'agent',
    summary: 'Write to the customer',
    params,
    body: answerRequest,
    response: postMessageResponse,
    async handle({ runtime }, { params: { id }, body, person }) {
      return { status: 200, body: { seq: await answer(runtime, signedIn(person), id, body) } };
    },
  }),
  ...(['accept', 'give-back', 'close'] as const).map((verb) =>
    route({
      method: 'post',
      path: `/api/v1/desk/conversations/:id/${verb}`,
      access: 'agent',
      summary: { accept: 'Take a conversation from the queue', 'give-back': 'Give it back to the bot', close: 'End it' }[verb],
      params,
      body: nothing,
      response: rowResponse,
      async handle({ runtime }, { params: { id }, person }) {
        const act = { accept, 'give-back': giveBack, close: closeByAgent }[verb];
        await act(runtime, signedIn(person), id);
        return { status: 200, body: { conversation: await rowOf(runtime, id) } };
      },
    }),
  ),
];
