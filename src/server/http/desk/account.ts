import { toIso } from '../../../base/clock.ts';
import { inviteRequest, inviteResponse, joinRequest, linkQuery, linkResponse, signInRequest, signInResponse } from '../../../contract/desk.ts';
import { resetPasswordRequest } from '../../../contract/desk/people.ts';
import { describeLink, invite, join, signIn, signOut } from '../../../desk/account.ts';
import { resetPassword } from '../../../desk/account/password.ts';
import { take } from '../../limiters.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** Signing in and out, and what one-time links are for. */
export const accountRoutes = [
  route({
    method: 'post',
    path: '/api/v1/desk/session',
    access: 'public',
    summary: 'Sign in; with a second factor its code is asked for by session.code_required',
    body: signInRequest,
    response: signInResponse,
    async handle({ runtime, limiters }, { body, sessionToken, ...origin }) {
      await take(limiters.signIns, origin.address);
      const { person, token, expiresAt_ms } = await signIn(runtime, body.login, body.password, body.code, origin);
      // Whoever signs in anew leaves the session that this browser had.
      if (sessionToken !== undefined) await signOut(runtime, sessionToken, origin);
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
    async handle({ runtime }, { sessionToken, ...origin }) {
      if (sessionToken !== undefined) await signOut(runtime, sessionToken, origin);
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
      return { status: 200, body: await describeLink(runtime, query.token) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/persons',
    access: 'public',
    summary: 'Create the account that a one-time link allows, and sign in',
    body: joinRequest,
    response: signInResponse,
    async handle({ runtime, limiters }, { body, ...origin }) {
      await take(limiters.signIns, origin.address);
      const { person, token, expiresAt_ms } = await join(runtime, body, origin);
      return { status: 201, body: { person }, session: { token, expiresAt_ms } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/password',
    access: 'public',
    summary: 'Set the password that a one-time link allows to set; all sessions of that account end',
    body: resetPasswordRequest,
    async handle({ runtime, limiters }, { body, ...origin }) {
      await take(limiters.signIns, origin.address);
      await resetPassword(runtime, body, origin);
      return { status: 204, session: null };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/invitations',
    access: 'admin',
    summary: 'Make a one-time link for a new colleague',
    body: inviteRequest,
    response: inviteResponse,
    async handle({ runtime }, { body, person, ...origin }) {
      const { token, expiresAt_ms } = await invite(runtime, body.role, body.teams, signedIn(person).id, origin);
      return { status: 201, body: { path: joinPath(token), expiresAt: toIso(expiresAt_ms) } };
    },
  }),
];

/** Where a one-time link leads. The secret stands behind `#`, which browsers send to no server. */
export function joinPath(token: string): string {
  return `/desk/#/join/${token}`;
}
