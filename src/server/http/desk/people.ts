import { toIso } from '../../../base/clock.ts';
import { accountResponse, accountsResponse, changeAccountRequest, personParams, resetLinkResponse } from '../../../contract/desk/people.ts';
import { makeResetLink } from '../../../desk/account/password.ts';
import { resetTotp } from '../../../desk/account/secondFactor.ts';
import { accountOf, changeAccount, disableAccount, enableAccount, listAccounts } from '../../../desk/people.ts';
import { teamsOf } from '../../../desk/team.ts';
import { route } from '../../route.ts';
import { nothing } from './nothing.ts';
import { signedIn } from './signedIn.ts';

/** Who has an account, what they may do, and what they can do; for admins. */
export const peopleRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/persons',
    access: 'admin',
    summary: 'Everybody who has an account, and all teams',
    response: accountsResponse,
    async handle({ runtime }) {
      return { status: 200, body: { persons: await listAccounts(runtime), teams: await teamsOf(runtime) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/desk/persons/:id',
    access: 'admin',
    summary: 'Change name, worker number, role and teams; with another role all sessions of that person end',
    params: personParams,
    body: changeAccountRequest,
    response: accountResponse,
    async handle({ runtime }, { params: { id }, body, person, ...origin }) {
      await changeAccount(runtime, signedIn(person), id, body, origin);
      return { status: 200, body: { person: await accountOf(runtime, id) } };
    },
  }),
  ...(['disable', 'enable', 'totp-reset'] as const).map((verb) =>
    route({
      method: 'post',
      path: `/api/v1/desk/persons/:id/${verb}`,
      access: 'admin',
      summary: { disable: 'Disable an account; its sessions end everywhere at once', enable: 'Let somebody sign in again', 'totp-reset': 'Take the second factor off somebody who has lost it' }[verb],
      params: personParams,
      body: nothing,
      response: accountResponse,
      async handle({ runtime }, { params: { id }, person, ...origin }) {
        const act = { disable: disableAccount, enable: enableAccount, 'totp-reset': resetTotp }[verb];
        await act(runtime, signedIn(person), id, origin);
        return { status: 200, body: { person: await accountOf(runtime, id) } };
      },
    }),
  ),
  route({
    method: 'post',
    path: '/api/v1/desk/persons/:id/reset-link',
    access: 'admin',
    summary: 'Make a one-time link with which somebody sets a new password',
    params: personParams,
    body: nothing,
    response: resetLinkResponse,
    async handle({ runtime }, { params: { id }, person, ...origin }) {
      const { token, expiresAt_ms } = await makeResetLink(runtime, signedIn(person), id, origin);
      return { status: 201, body: { path: `/desk/#/reset/${token}`, expiresAt: toIso(expiresAt_ms) } };
    },
  }),
];
