import { teamParams, teamRequest, teamResponse, teamsResponse } from '../../../contract/desk/team.ts';
import { addTeam, changeTeam, removeTeam, teamsOf } from '../../../desk/team.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** Skill groups. */
export const teamRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/teams',
    access: 'agent',
    summary: 'All teams',
    response: teamsResponse,
    async handle({ runtime }) {
      return { status: 200, body: { teams: await teamsOf(runtime) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/teams',
    access: 'admin',
    summary: 'Add a team',
    body: teamRequest,
    response: teamResponse,
    async handle({ runtime }, { body: { name }, person, ...origin }) {
      return { status: 201, body: { team: await addTeam(runtime, signedIn(person), name, origin) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/desk/teams/:team',
    access: 'admin',
    summary: 'Give a team another name',
    params: teamParams,
    body: teamRequest,
    response: teamResponse,
    async handle({ runtime }, { params, body: { name }, person, ...origin }) {
      return { status: 200, body: { team: await changeTeam(runtime, signedIn(person), { id: params.team, name }, origin) } };
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/desk/teams/:team',
    access: 'admin',
    summary: 'Remove a team that the dialogs do not hand over to',
    params: teamParams,
    async handle({ runtime }, { params, person, ...origin }) {
      await removeTeam(runtime, signedIn(person), params.team, origin);
      return { status: 204 };
    },
  }),
];
