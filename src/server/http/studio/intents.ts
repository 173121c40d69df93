import { JiedaError } from '../../../base/errors.ts';
import { intentParams, intentResponse, intentsResponse, moveExamplesRequest, saveIntentRequest } from '../../../contract/studio/intents.ts';
import { listIntents, moveExamples, readIntent, saveIntent } from '../../../studio/content/intents.ts';
import { route } from '../../route.ts';
import { authorOf } from './author.ts';

/** The intents of the content draft. */
export const intentRoutes = [
  route({
    method: 'get',
    path: '/api/v1/studio/intents',
    access: 'admin',
    summary: 'The intents of the content draft, with how many examples they have',
    response: intentsResponse,
    async handle({ studio }) {
      return { status: 200, body: { edits: studio.edits, intents: await listIntents(studio) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/intents/:intent',
    access: 'admin',
    summary: 'One intent of the content draft',
    params: intentParams,
    response: intentResponse,
    async handle({ studio }, { params: { intent } }) {
      return { status: 200, body: { edits: studio.edits, document: await readIntent(studio, intent) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/studio/intents/:intent',
    access: 'admin',
    summary: 'Save an intent; refused with what it is now when somebody else has saved it meanwhile',
    params: intentParams,
    body: saveIntentRequest,
    response: intentResponse,
    async handle({ studio }, { params: { intent }, body: { document }, ...call }) {
      if (document.id !== intent) throw new JiedaError('request.invalid');
      return { status: 200, body: { edits: studio.edits, document: await saveIntent(studio, authorOf(call), document) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/intents/:intent/move',
    access: 'admin',
    summary: 'Move examples to another intent',
    params: intentParams,
    body: moveExamplesRequest,
    response: intentResponse,
    async handle({ studio }, { params: { intent }, body, ...call }) {
      const { from } = await moveExamples(studio, authorOf(call), intent, body);
      return { status: 200, body: { edits: studio.edits, document: from } };
    },
  }),
];
