import { z } from 'zod';
import { answerRequest, rowResponse } from '../../../contract/desk.ts';
import { contextResponse } from '../../../contract/desk/context.ts';
import { readRequest, suggestionsResponse, tagConversationRequest } from '../../../contract/desk/work.ts';
import { wholeNumberInQuery } from '../../../contract/query.ts';
import { conversationIdSchema, postMessageResponse } from '../../../contract/visitor.ts';
import { suggestReplies } from '../../../conversation/suggest.ts';
import { contextOf } from '../../../desk/context.ts';
import { writeNote } from '../../../desk/note.ts';
import { readByPerson } from '../../../desk/readMarks.ts';
import { recall } from '../../../desk/recall.ts';
import { tagConversation } from '../../../desk/tags.ts';
import { rowOf } from '../../../desk/view.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

const params = z.strictObject({ id: conversationIdSchema });

/** What people do in one conversation besides answering. */
export const conversationWorkRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/conversations/:id/context',
    access: 'agent',
    summary: "The customer's earlier conversations",
    params,
    response: contextResponse,
    async handle({ runtime }, { params: { id } }) {
      return { status: 200, body: await contextOf(runtime, id) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/conversations/:id/suggestions',
    access: 'agent',
    summary: "What the dialogs would say about the customer's last message",
    params,
    response: suggestionsResponse,
    async handle({ runtime }, { params: { id } }) {
      return { status: 200, body: { suggestions: await suggestReplies(runtime, id) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/conversations/:id/notes',
    access: 'agent',
    summary: 'Write down something that only the desk reads',
    params,
    body: answerRequest.omit({ after: true }),
    response: postMessageResponse,
    async handle({ runtime }, { params: { id }, body, person }) {
      return { status: 200, body: { seq: await writeNote(runtime, signedIn(person), id, body) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/conversations/:id/messages/:seq/recall',
    access: 'agent',
    summary: 'Take back an own message, within two minutes',
    params: z.strictObject({ id: conversationIdSchema, seq: wholeNumberInQuery }),
    body: z.strictObject({}),
    async handle({ runtime }, { params: { id, seq }, person }) {
      await recall(runtime, signedIn(person), id, seq);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/conversations/:id/read',
    access: 'agent',
    summary: 'Say how far one has read',
    params,
    body: readRequest,
    async handle({ runtime }, { params: { id }, body, person }) {
      await readByPerson(runtime, signedIn(person), id, body.seq);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/conversations/:id/tags',
    access: 'agent',
    summary: 'Give a conversation exactly these tags',
    params,
    body: tagConversationRequest,
    response: rowResponse,
    async handle({ runtime }, { params: { id }, body }) {
      await tagConversation(runtime, id, body.tags);
      return { status: 200, body: { conversation: await rowOf(runtime, id) } };
    },
  }),
];
