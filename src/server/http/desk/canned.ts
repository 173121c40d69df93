import { cannedParams, cannedResponse, cannedsResponse, changeCannedRequest, newCannedRequest } from '../../../contract/desk/work.ts';
import { addCanned, cannedFor, changeCanned, removeCanned } from '../../../desk/canned.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** Canned replies and macros: everybody's own, and those of the whole desk, which admins maintain. */
export const cannedRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/canned',
    access: 'agent',
    summary: 'Canned replies of the desk and own ones',
    response: cannedsResponse,
    async handle({ runtime }, { person }) {
      return { status: 200, body: { replies: await cannedFor(runtime, signedIn(person)) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/canned',
    access: 'agent',
    summary: 'Add a canned reply; admins also for everybody',
    body: newCannedRequest,
    response: cannedResponse,
    async handle({ runtime }, { body: { shared, ...text }, person }) {
      return { status: 201, body: { reply: await addCanned(runtime, signedIn(person), shared, text) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/desk/canned/:reply',
    access: 'agent',
    summary: 'Change a canned reply that was read with this revision',
    params: cannedParams,
    body: changeCannedRequest,
    response: cannedResponse,
    async handle({ runtime }, { params, body: { rev, ...text }, person }) {
      return { status: 200, body: { reply: await changeCanned(runtime, signedIn(person), params.reply, rev, text) } };
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/desk/canned/:reply',
    access: 'agent',
    summary: 'Remove a canned reply',
    params: cannedParams,
    async handle({ runtime }, { params, person }) {
      await removeCanned(runtime, signedIn(person), params.reply);
      return { status: 204 };
    },
  }),
];
