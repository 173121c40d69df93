import { saveUnderstandingRequest, understandingResponse } from '../../../contract/studio/understanding.ts';
import { readUnderstanding, saveUnderstanding } from '../../../studio/content/understanding.ts';
import { route } from '../../route.ts';
import { authorOf } from './author.ts';

const PATH = '/api/v1/studio/understanding';

/** What holds for understanding as a whole: how sure the bot has to be. */
export const understandingRoutes = [
  route({
    method: 'get',
    path: PATH,
    access: 'admin',
    summary: 'How careful the next release will be',
    response: understandingResponse,
    async handle({ studio }) {
      return { status: 200, body: { edits: studio.edits, document: await readUnderstanding(studio) } };
    },
  }),
  route({
    method: 'put',
    path: PATH,
    access: 'admin',
    summary: 'Say how careful the next release shall be; refused with what it is now when somebody else has said so meanwhile',
    body: saveUnderstandingRequest,
    response: understandingResponse,
    async handle({ studio }, { body: { document }, ...call }) {
      return { status: 200, body: { edits: studio.edits, document: await saveUnderstanding(studio, authorOf(call), document) } };
    },
  }),
];
