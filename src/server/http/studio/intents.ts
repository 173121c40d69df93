import { JiedaError } from '../../../base/errors.ts';
import {
  checkLinesRequest, checkLinesResponse, intentParams, intentResponse, intentsResponse, intentUsesResponse, marksResponse, moveExamplesRequest, removeIntentRequest, saveIntentRequest, tryRuleRequest,
  tryRuleResponse, understandRequest, understandResponse,
} from '../../../contract/studio/intents.ts';
import { splitIntentRequest } from '../../../contract/studio/releases.ts';
import { checkLines, markExamples } from '../../../studio/content/examples.ts';
import { listIntents, moveExamples, readIntent, saveIntent, splitIntent } from '../../../studio/content/intents.ts';
import { removeIntent, usesOfIntent } from '../../../studio/content/removeIntent.ts';
import { tryRule } from '../../../studio/content/tryRule.ts';
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
    method: 'get',
    path: '/api/v1/studio/intents/:intent/uses',
    access: 'admin',
    summary: 'What names an intent: dialogs, conversation tests, the fixed test set',
    params: intentParams,
    response: intentUsesResponse,
    async handle({ studio }, { params: { intent } }) {
      return { status: 200, body: await usesOfIntent(studio, intent) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/intents/:intent/remove',
    access: 'admin',
    summary: 'Remove an intent that no dialog names; its versions stay',
    params: intentParams,
    body: removeIntentRequest,
    async handle({ studio }, { params: { intent }, body: { rev }, ...call }) {
      await removeIntent(studio, authorOf(call), intent, rev);
      return { status: 204 };
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
  route({
    method: 'post',
    path: '/api/v1/studio/intents/:intent/split',
    access: 'admin',
    summary: 'Make a new intent of some examples of this one',
    params: intentParams,
    body: splitIntentRequest,
    response: intentResponse,
    async handle({ studio }, { params: { intent }, body, ...call }) {
      return { status: 201, body: { edits: studio.edits, document: await splitIntent(studio, authorOf(call), intent, body) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/intents/:intent/marks',
    access: 'admin',
    summary: 'Examples that stand elsewhere, too, or that the model which serves understands as another intent',
    params: intentParams,
    response: marksResponse,
    async handle({ studio }, { params: { intent } }) {
      return { status: 200, body: { marks: await markExamples(studio, intent) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/examples/check',
    access: 'admin',
    summary: 'Look at lines before they become examples',
    body: checkLinesRequest,
    response: checkLinesResponse,
    async handle({ studio }, { body: { intent, texts } }) {
      return { status: 200, body: { lines: await checkLines(studio, intent, texts) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/rules/try',
    access: 'admin',
    summary: 'Try a pattern on a text and on all examples',
    body: tryRuleRequest,
    response: tryRuleResponse,
    async handle({ studio }, { body }) {
      return { status: 200, body: await tryRule(studio, body) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/understand',
    access: 'admin',
    summary: 'Understand a text with the model that serves',
    body: understandRequest,
    response: understandResponse,
    handle: ({ studio }, { body: { text } }) => Promise.resolve({ status: 200, body: { meaning: studio.serving.current().understanding.understand(text) } }),
  }),
];
