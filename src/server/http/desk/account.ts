import { z } from 'zod';
import { toIso } from '../../../base/clock.ts';
import { inviteRequest, inviteResponse, joinRequest, linkQuery, linkResponse, personSchema, signInRequest, signInResponse } from '../../../contract/desk.ts';
import { invite, join, roleOfLink, signIn, signOut } from '../../../desk/account.ts';
import { listPeople } from '../../../desk/presence.ts';
import { take } from '../../limiters.ts';
import { route } from '../../route.ts';

/** Signing in and out, and joining by a one-time link. */
export const accountRoutes = [
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

/** Where a one-time link leads. The secret stands behind `#`, which browsers send to no server. */
export function joinPath(token: string): string {
  return `/desk/#/join/${token}`;
}
