import { z } from 'zod';
import { hashSecret } from '../../../base/ids.ts';
import { signInResponse } from '../../../contract/desk.ts';
import {
  changeMeRequest, changePasswordRequest, confirmTotpRequest, meResponse, recoveryCodesResponse, sessionsResponse, totpResponse, withPasswordRequest,
} from '../../../contract/desk/people.ts';
import { changePassword } from '../../../desk/account/password.ts';
import { beginTotp, confirmTotp, renewRecoveryCodes, turnOffTotp } from '../../../desk/account/secondFactor.ts';
import { endOtherSessions, endSession, ownSessions } from '../../../desk/account/session.ts';
import { changeOwnName, describeMe } from '../../../desk/people.ts';
import { take } from '../../limiters.ts';
import { route } from '../../route.ts';
import { nothing } from './nothing.ts';
import { signedIn } from './signedIn.ts';

const base = '/api/v1/desk/me';

/** One's own account: name, password, second factor, and where one is signed in. */
export const meRoutes = [
  route({
    method: 'get',
    path: base,
    access: 'agent',
    summary: 'The own account',
    response: meResponse,
    async handle({ runtime }, { person }) {
      return { status: 200, body: await describeMe(runtime, signedIn(person)) };
    },
  }),
  route({
    method: 'put',
    path: base,
    access: 'agent',
    summary: 'Change the own name',
    body: changeMeRequest,
    response: signInResponse,
    async handle({ runtime }, { body: { name }, person, ...origin }) {
      return { status: 200, body: { person: await changeOwnName(runtime, signedIn(person), name, origin) } };
    },
  }),
  route({
    method: 'post',
    path: `${base}/password`,
    access: 'agent',
    summary: 'Change the own password; all sessions end, and this browser goes on in a new one',
    body: changePasswordRequest,
    response: signInResponse,
    async handle({ runtime, limiters }, { body, person: caller, ...origin }) {
      const person = signedIn(caller);
      await take(limiters.signIns, person.id);
      const { token, expiresAt_ms } = await changePassword(runtime, person, body, origin);
      return { status: 200, body: { person }, session: { token, expiresAt_ms } };
    },
  }),
  route({
    method: 'post',
    path: `${base}/totp`,
    access: 'agent',
    summary: 'Begin to set up a second factor',
    body: withPasswordRequest,
    response: totpResponse,
    async handle({ runtime, limiters }, { body, person: caller }) {
      const person = signedIn(caller);
      await take(limiters.signIns, person.id);
      return { status: 200, body: await beginTotp(runtime, person, body.password) };
    },
  }),
  route({
    method: 'post',
    path: `${base}/totp/confirm`,
    access: 'agent',
    summary: 'Put the second factor into use by a code of it; the other sessions end',
    body: confirmTotpRequest,
    response: recoveryCodesResponse,
    async handle({ runtime, limiters }, { body: { code }, person: caller, sessionToken, ...origin }) {
      const person = signedIn(caller);
      await take(limiters.signIns, person.id);
      return { status: 200, body: { recoveryCodes: await confirmTotp(runtime, person, code, hashSecret(sessionToken ?? ''), origin) } };
    },
  }),
  route({
    method: 'post',
    path: `${base}/totp/off`,
    access: 'agent',
    summary: 'Do without the second factor again',
    body: withPasswordRequest,
    async handle({ runtime, limiters }, { body: { password }, person: caller, ...origin }) {
      const person = signedIn(caller);
      await take(limiters.signIns, person.id);
      await turnOffTotp(runtime, person, password, origin);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: `${base}/recovery-codes`,
    access: 'agent',
    summary: 'New recovery codes in place of the old ones',
    body: withPasswordRequest,
    response: recoveryCodesResponse,
    async handle({ runtime, limiters }, { body: { password }, person: caller, ...origin }) {
      const person = signedIn(caller);
      await take(limiters.signIns, person.id);
      return { status: 200, body: { recoveryCodes: await renewRecoveryCodes(runtime, person, password, origin) } };
    },
  }),
  route({
    method: 'get',
    path: `${base}/sessions`,
    access: 'agent',
    summary: 'Where one is signed in',
    response: sessionsResponse,
    async handle({ runtime }, { person, sessionToken }) {
      return { status: 200, body: { sessions: await ownSessions(runtime, signedIn(person), hashSecret(sessionToken ?? '')) } };
    },
  }),
  route({
    method: 'delete',
    path: `${base}/sessions/:session`,
    access: 'agent',
    summary: 'End one of the own sessions',
    params: z.strictObject({ session: z.string().min(1).max(64) }),
    async handle({ runtime }, { params: { session }, person, ...origin }) {
      await endSession(runtime, signedIn(person), session, origin);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: `${base}/sessions/end-others`,
    access: 'agent',
    summary: 'End all of the own sessions but this one',
    body: nothing,
    async handle({ runtime }, { person, sessionToken, ...origin }) {
      await endOtherSessions(runtime, signedIn(person), hashSecret(sessionToken ?? ''), origin);
      return { status: 204 };
    },
  }),
];
