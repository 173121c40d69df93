import { z } from 'zod';
import {
  answerReportRequest, assignRequest, changeTicketRequest, commentRequest, decideRequest, finishRequest, mergeRequest, progressRequest, proposalRequest, recordTicketRequest,
  reopenRequest, reportRequest, revealResponse, revRequest, satisfactionRequest, ticketCallsResponse, ticketPeopleResponse, ticketResponse, ticketRowSchema, ticketsQuery, ticketsResponse,
} from '../../../contract/desk/tickets.ts';
import { ticketNumberSchema } from '../../../contract/ticket.ts';
import { conversationIdSchema } from '../../../contract/visitor.ts';
import { assign, take } from '../../../desk/ticket/assign.ts';
import type { Asked, Changed } from '../../../desk/ticket/change.ts';
import { answerReport, decide, propose, report } from '../../../desk/ticket/decide.ts';
import { finish, noteSatisfaction, reopen } from '../../../desk/ticket/end.ts';
import { callsFor, revealContact, ticketPeople, ticketsFor, ticketsOfConversation } from '../../../desk/ticket/list.ts';
import { merge } from '../../../desk/ticket/merge.ts';
import { recordTicket } from '../../../desk/ticket/record.ts';
import { ticketFor } from '../../../desk/ticket/view.ts';
import { comment, correct, writeProgress } from '../../../desk/ticket/write.ts';
import type { Runtime } from '../../../conversation/runtime.ts';
import { route, type Access, type Route } from '../../route.ts';
import { nothing } from './nothing.ts';
import { signedIn } from './signedIn.ts';

const params = z.strictObject({ number: ticketNumberSchema });
const AT = '/api/v1/desk/tickets/:number';

/** A change of a ticket, under the revision that its body names. */
function change<Body extends { rev: number }>(
  verb: string,
  summary: string,
  body: z.ZodType<Body>,
  act: (runtime: Runtime, asked: Asked, body: Body, address: string) => Promise<Changed>,
  access: Access = 'agent',
): Route {
  return route({
    method: 'post',
    path: `${AT}/${verb}`,
    access,
    summary,
    params,
    body,
    response: ticketResponse,
    async handle({ runtime }, { params: { number }, body: sent, person, address }) {
      return { status: 200, body: await act(runtime, { person: signedIn(person), number, rev: sent.rev, sent }, sent, address) };
    },
  });
}

/** Tickets: lists, one with all that happened to it, and everything that people do with it. */
export const ticketRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/tickets',
    access: 'agent',
    summary: 'One list of tickets, page by page, and the lengths of all',
    query: ticketsQuery,
    response: ticketsResponse,
    async handle({ runtime }, { query, person }) {
      return { status: 200, body: await ticketsFor(runtime, signedIn(person), query) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/tickets',
    access: 'agent',
    summary: 'Record a ticket by hand',
    body: recordTicketRequest,
    response: ticketResponse,
    async handle({ runtime }, { body, person }) {
      return { status: 201, body: { ticket: await recordTicket(runtime, signedIn(person), body) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/tickets/calls',
    access: 'agent',
    summary: 'Tickets that call for whoever asks',
    response: ticketCallsResponse,
    async handle({ runtime }, { person }) {
      return { status: 200, body: { calls: await callsFor(runtime, signedIn(person)) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/tickets/people',
    access: 'agent',
    summary: 'To whom a ticket may be given',
    response: ticketPeopleResponse,
    async handle({ runtime }) {
      return { status: 200, body: await ticketPeople(runtime) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/conversations/:id/tickets',
    access: 'agent',
    summary: 'Tickets of a conversation’s customer',
    params: z.strictObject({ id: conversationIdSchema }),
    response: z.object({ tickets: z.array(ticketRowSchema) }),
    async handle({ runtime }, { params: { id } }) {
      return { status: 200, body: { tickets: await ticketsOfConversation(runtime, id) } };
    },
  }),
  route({
    method: 'get',
    path: AT,
    access: 'agent',
    summary: 'A ticket, and what happened to it',
    params,
    response: ticketResponse,
    async handle({ runtime }, { params: { number }, person }) {
      return { status: 200, body: { ticket: await ticketFor(runtime, signedIn(person), number) } };
    },
  }),
  route({
    method: 'post',
    path: `${AT}/contact`,
    access: 'agent',
    summary: 'Show the contact in clear, to whoever works on it and to supervisors; leaves an audit line',
    params,
    body: nothing,
    response: revealResponse,
    async handle({ runtime }, { params: { number }, person, address }) {
      return { status: 200, body: { contact: await revealContact(runtime, signedIn(person), number, address) } };
    },
  }),
  route({
    method: 'post',
    path: `${AT}/comments`,
    access: 'agent',
    summary: 'Write a note for colleagues',
    params,
    body: commentRequest,
    response: ticketResponse,
    async handle({ runtime }, { params: { number }, body, person }) {
      return { status: 200, body: { ticket: await comment(runtime, signedIn(person), number, body.text) } };
    },
  }),
  change('take', 'Take a ticket that nobody works on', revRequest, take),
  change('assign', 'Give it to somebody, or to a team', assignRequest, assign),
  change('correct', 'Correct what is recorded', changeTicketRequest, correct),
  change('progress', 'Tell the customer something new', progressRequest, (runtime, asked, { text }) => writeProgress(runtime, asked, text)),
  change('proposal', 'Propose what is to be done', proposalRequest, propose),
  change('decision', 'Approve a proposal, or refuse it', decideRequest, (runtime, asked, { approved, note }, from) => decide(runtime, asked, { approved, note, from }), 'supervisor'),
  change('report', 'Report why an escalated complaint was not solved in time', reportRequest, report),
  change('report-answer', 'Answer the report', answerReportRequest, (runtime, asked, { text }) => answerReport(runtime, asked, text), 'supervisor'),
  change('merge', 'Make it a duplicate of another one', mergeRequest, (runtime, asked, { into }) => merge(runtime, asked, into)),
  change('result', 'Finish it with a result', finishRequest, finish),
  change('satisfaction', 'Note how satisfied the customer is', satisfactionRequest, (runtime, asked, { satisfaction }) => noteSatisfaction(runtime, asked, satisfaction)),
  change('reopen', 'Work on it again', reopenRequest, (runtime, asked, { reason }) => reopen(runtime, asked, reason)),
];
