import { documentParams, versionParams, versionResponse, versionsResponse } from '../../../contract/studio/history.ts';
import { describeVersion, listHistory, restoreVersion } from '../../../studio/content/history.ts';
import { route } from '../../route.ts';
import { authorOf } from './author.ts';

/** Who made a document of the draft what it is, version by version. */
export const historyRoutes = [
  route({
    method: 'get',
    path: '/api/v1/studio/history/:kind/:document',
    access: 'admin',
    summary: 'The versions of a document of the draft',
    params: documentParams,
    response: versionsResponse,
    async handle({ studio }, { params: { kind, document } }) {
      return { status: 200, body: { versions: await listHistory(studio, kind, document) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/history/:kind/:document/:number',
    access: 'admin',
    summary: 'What a version changed, and what restoring it would change',
    params: versionParams,
    response: versionResponse,
    async handle({ studio }, { params: { kind, document, number } }) {
      return { status: 200, body: await describeVersion(studio, kind, document, Number(number)) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/history/:kind/:document/:number/restore',
    access: 'admin',
    summary: 'Make a document what it was in a version',
    params: versionParams,
    async handle({ studio }, { params: { kind, document, number }, ...call }) {
      await restoreVersion(studio, authorOf(call), kind, document, Number(number));
      return { status: 204 };
    },
  }),
];
