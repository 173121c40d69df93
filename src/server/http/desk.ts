import { z } from 'zod';
import { toIso } from '../../base/clock.ts';
import {
  answerRequest,
  deskMessagesResponse,
  detailResponse,
  inviteRequest,
  inviteResponse,
  joinRequest,
  linkQuery,
  linkResponse,
  listQuery,
  listResponse,
  personSchema,
  rowResponse,
  signInRequest,
  signInResponse,
  type DeskPerson,
} from '../../contract/desk.ts';
import { conversationIdSchema, messagesQuery, postMessageResponse } from '../../contract/visitor.ts';
import { accept } from '../../desk/accept.ts';
import { invite, join, roleOfLink, signIn, signOut } from '../../desk/account.ts';
import { answer } from '../../desk/answer.ts';
import { closeByAgent, giveBack } from '../../desk/end.ts';
import { listPeople } from '../../desk/presence.ts';
import { countsFor, detailOf, listFor, messagesForDesk, rowOf } from '../../desk/view.ts';
import { take } from '../limiters.ts';
import { route } from '../route.ts';

const params = z.strictObject({ id: conversationIdSchema });
const nothing = z.strictObject({});

/** Signing in and out, and joining by a one-time link. */
const accountRoutes = [
  route({
    method: 'post',
    path: '/api/v1/desk/session',
    access: 'public',
    summary: 'Sign in',
    body: signInRequest,
    response: signInResponse,
    async handle({ runtime, limiters }, { body, address }) {
      await take(limiters.signIns, address);
      const { person, token, expiresAt_ms } = await signIn(runtime, body.login, body.password);
      return { status: 200, body: { person }, session: { token, expiresAt_ms } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/session',
    access: 'agent',
    summary: 'Who is signed in',
    response: signInResponse,
    async handle(_server, { person }) {
      return { status: 200, body: { person } };
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/desk/session',
    access: 'public',
    summary: 'Sign out',
    async handle({ runtime }, { sessionToken }) {
      if (sessionToken !== undefined) await signOut(runtime, sessionToken);
      return { status: 204, session: null };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/links',
    access: 'public',
    summary: 'What a one-time link allows',
    query: linkQuery,
    response: linkResponse,
    async handle({ runtime, limiters }, { query, address }) {
      await take(limiters.signIns, address);
      return { status: 200, body: { role: await roleOfLink(runtime, query.token) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/persons',
    access: 'public',
    summary: 'Create the account that a one-time link allows, and sign in',
    body: joinRequest,
    response: signInResponse,
    async handle({ runtime, limiters }, { body, address }) {
      await take(limiters.signIns, address);
      const { person, token, expiresAt_ms } = await join(runtime, body);
      return { status: 201, body: { person }, session: { token, expiresAt_ms } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/invitations',
    access: 'admin',
    summary: 'Make a one-time link for a new colleague',
    body: inviteRequest,
    response: inviteResponse,
    async handle({ runtime }, { body }) {
      const { token, expiresAt_ms } = await invite(runtime, body.role);
      return { status: 201, body: { path: joinPath(token), expiresAt: toIso(expiresAt_ms) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/persons',
    access: 'admin',
    summary: 'Everybody who has an account',
    response: z.object({ persons: z.array(personSchema.extend({ online: z.boolean() })) }),
    async handle({ runtime }) {
      return { status: 200, body: { persons: await listPeople(runtime) } };
    },
  }),
];

/** The lists and conversations of the desk. */
const conversationRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/conversations',
    access: 'agent',
    summary: 'One list of conversations, and the lengths of all',
    query: listQuery,
    response: listResponse,
    async handle({ runtime }, { query, person }) {
      const agent = signedIn(person);
      return { status: 200, body: { conversations: await listFor(runtime, agent, query.list), counts: await countsFor(runtime, agent) } };
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

export const deskRoutes = [...accountRoutes, ...conversationRoutes];

/** Where a one-time link leads. The secret stands behind `#`, which browsers send to no server. */
export function joinPath(token: string): string {
  return `/desk/#/join/${token}`;
}

/** The person who calls. Routes with access `agent` and above are only reached by somebody who signed in. */
function signedIn(person: DeskPerson | undefined): DeskPerson {
  if (person === undefined) throw new Error('a desk route was reached without a person');
  return person;
}
