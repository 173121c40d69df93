import { z } from 'zod';
import { postMessageResponse, conversationIdSchema } from '../../../contract/visitor.ts';
import { rowResponse } from '../../../contract/desk.ts';
import {
  capacityRequest,
  colleaguesResponse,
  inviteColleagueRequest,
  offerResponse,
  ownPresenceResponse,
  presenceRequest,
  transferRequest,
  whisperRequest,
} from '../../../contract/desk/routing.ts';
import { listColleagues } from '../../../desk/colleagues.ts';
import { inviteColleague, letColleagueGo } from '../../../desk/participant.ts';
import { choosePresence, noteIdle, ownPresence, setCapacity } from '../../../desk/presence.ts';
import { decline, offerFor } from '../../../desk/routing/offer.ts';
import { takeOver, whisper } from '../../../desk/supervise.ts';
import { transfer } from '../../../desk/transfer.ts';
import { rowOf } from '../../../desk/view.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

const params = z.strictObject({ id: conversationIdSchema });
const personParams = z.strictObject({ person: z.string().min(1).max(64) });
const guestParams = z.strictObject({ id: conversationIdSchema, person: z.string().min(1).max(64) });
const nothing = z.strictObject({});

/** Who is there, who gets whom, and what colleagues and supervisors do in each other's conversations. */
export const routingRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/presence',
    access: 'agent',
    summary: 'Own presence, load and capacity',
    response: ownPresenceResponse,
    async handle({ runtime }, { person }) {
      return { status: 200, body: { presence: await ownPresence(runtime, signedIn(person).id) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/presence',
    access: 'agent',
    summary: 'Say whether one takes conversations, or that nobody touches the desk',
    body: presenceRequest,
    response: ownPresenceResponse,
    async handle({ runtime }, { body, person }) {
      const { id } = signedIn(person);
      if ('status' in body) await choosePresence(runtime, id, body.status);
      else await noteIdle(runtime, id, body.idle);
      return { status: 200, body: { presence: await ownPresence(runtime, id) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/colleagues',
    access: 'agent',
    summary: 'Everybody at the desk with presence and load, and the teams',
    response: colleaguesResponse,
    async handle({ runtime }) {
      return { status: 200, body: await listColleagues(runtime) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/colleagues/:person/capacity',
    access: 'supervisor',
    summary: 'Say how many conversations somebody serves at once',
    params: personParams,
    body: capacityRequest,
    async handle({ runtime }, { params, body, person, ...origin }) {
      await setCapacity(runtime, signedIn(person), params.person, body.capacity, origin);
      return { status: 204 };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/offer',
    access: 'agent',
    summary: 'The conversation that is offered to whoever asks',
    response: offerResponse,
    async handle({ runtime }, { person }) {
      return { status: 200, body: { offer: await offerFor(runtime, signedIn(person).id) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/conversations/:id/decline',
    access: 'agent',
    summary: 'Decline an offer; it goes to the next',
    params,
    body: nothing,
    async handle({ runtime }, { params: { id }, person }) {
      await decline(runtime, signedIn(person), id);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/conversations/:id/transfer',
    access: 'agent',
    summary: 'Pass it on to a colleague or a team, with a note for them',
    params,
    body: transferRequest,
    response: rowResponse,
    async handle({ runtime }, { params: { id }, body, person }) {
      await transfer(runtime, signedIn(person), id, body);
      return { status: 200, body: { conversation: await rowOf(runtime, id) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/conversations/:id/colleagues',
    access: 'agent',
    summary: 'Bring a colleague in; the customer sees who',
    params,
    body: inviteColleagueRequest,
    response: rowResponse,
    async handle({ runtime }, { params: { id }, body, person }) {
      await inviteColleague(runtime, signedIn(person), id, body.personId);
      return { status: 200, body: { conversation: await rowOf(runtime, id) } };
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/desk/conversations/:id/colleagues/:person',
    access: 'agent',
    summary: 'Leave a conversation one was invited into, or let a colleague go',
    params: guestParams,
    response: rowResponse,
    async handle({ runtime }, { params: { id, person: guest }, person }) {
      await letColleagueGo(runtime, signedIn(person), id, guest);
      return { status: 200, body: { conversation: await rowOf(runtime, id) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/conversations/:id/take-over',
    access: 'agent',
    summary: 'Take it over: from the bot, and for supervisors from a colleague',
    params,
    body: nothing,
    response: rowResponse,
    async handle({ runtime }, { params: { id }, person, address }) {
      await takeOver(runtime, signedIn(person), id, address);
      return { status: 200, body: { conversation: await rowOf(runtime, id) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/conversations/:id/whispers',
    access: 'supervisor',
    summary: 'Say something to whoever serves; the customer never sees it',
    params,
    body: whisperRequest,
    response: postMessageResponse,
    async handle({ runtime }, { params: { id }, body, person, address }) {
      return { status: 200, body: { seq: await whisper(runtime, signedIn(person), id, body, address) } };
    },
  }),
];
