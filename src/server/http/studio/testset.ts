import { checkTestsetRequest, checkTestsetResponse, saveTestsetRequest, testsetResponse } from '../../../contract/studio/testset.ts';
import { checkTestset, readTestset, saveTestset } from '../../../studio/content/testset.ts';
import { route } from '../../route.ts';
import { authorOf } from './author.ts';

/** The fixed test set, by which releases are measured. */
export const testsetRoutes = [
  route({
    method: 'get',
    path: '/api/v1/studio/testset',
    access: 'admin',
    summary: 'The fixed test set',
    response: testsetResponse,
    async handle({ studio }) {
      return { status: 200, body: { edits: studio.edits, document: await readTestset(studio) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/studio/testset',
    access: 'admin',
    summary: 'Save the fixed test set; refused with what it is now when somebody else has saved it meanwhile',
    body: saveTestsetRequest,
    response: testsetResponse,
    async handle({ studio }, { body: { document }, ...call }) {
      return { status: 200, body: { edits: studio.edits, document: await saveTestset(studio, authorOf(call), document) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/testset/check',
    access: 'admin',
    summary: 'Which lines stand among the examples, too, and how the model which serves understands each',
    body: checkTestsetRequest,
    response: checkTestsetResponse,
    async handle({ studio }, { body: { lines } }) {
      return { status: 200, body: await checkTestset(studio, lines) };
    },
  }),
];
