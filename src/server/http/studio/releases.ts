import {
  comparisonQuery, comparisonResponse, draftResponse, findingsResponse, publishRequest, releaseParams, releaseResponse, releasesResponse, rollBackRequest, sentencesQuery,
  sentencesResponse, servingResponse, startedResponse, trainRequest,
} from '../../../contract/studio/releases.ts';
import { rollBack, type Publisher } from '../../../studio/publish.ts';
import { examineDraft } from '../../../studio/doctor/aside.ts';
import { describeDraft } from '../../../studio/releases/changes.ts';
import { mayForce, publishChecked, removeRelease } from '../../../studio/releases/publish.ts';
import { compareReleases, listSentences, listSummaries, readRelease } from '../../../studio/releases/read.ts';
import { startEvaluation, startTraining } from '../../../studio/releases/train.ts';
import { requireEditing } from '../../../studio/studio.ts';
import { route, type Server } from '../../route.ts';
import { authorOf } from './author.ts';

const BASE = '/api/v1/studio/releases';

/** Releases: making one of the draft, what was measured of it, letting it serve, and going back. */
export const releaseRoutes = [
  route({
    method: 'get',
    path: BASE,
    access: 'admin',
    summary: 'Every release with its figures, the newest first',
    response: releasesResponse,
    async handle({ studio }, call) {
      return { status: 200, body: { edits: studio.edits, ...(await listSummaries(studio)), mayForce: await mayForce(studio, authorOf(call).id) } };
    },
  }),
  route({
    method: 'get',
    path: `${BASE}/draft`,
    access: 'admin',
    summary: 'What the draft would change against the live release',
    response: draftResponse,
    async handle({ studio }) {
      return { status: 200, body: await describeDraft(studio) };
    },
  }),
  route({
    method: 'get',
    path: `${BASE}/draft/findings`,
    access: 'admin',
    summary: 'What the doctor says of the draft, the worst first',
    response: findingsResponse,
    async handle({ studio }) {
      return { status: 200, body: { findings: await examineDraft(studio) } };
    },
  }),
  route({
    method: 'post',
    path: `${BASE}/train`,
    access: 'admin',
    summary: 'Begin to make a release of the draft and to measure it; it does not serve yet',
    body: trainRequest,
    response: startedResponse,
    async handle({ studio }, { body: { note }, ...call }) {
      return { status: 202, body: { job: await startTraining(studio, authorOf(call), note) } };
    },
  }),
  route({
    method: 'post',
    path: `${BASE}/rollback`,
    access: 'admin',
    summary: 'Let the release that served before serve again, or another one that has served',
    body: rollBackRequest,
    response: servingResponse,
    async handle(server, { body: { to }, ...call }) {
      const release = await rollBack(server.studio.storage, publisherOf(server, call), to);
      server.runtime.events.publish({ type: 'release' });
      return { status: 200, body: { release } };
    },
  }),
  route({
    method: 'get',
    path: `${BASE}/:number`,
    access: 'admin',
    summary: 'One release with everything that was measured of it, and what the gate says',
    params: releaseParams,
    response: releaseResponse,
    async handle({ studio }, { params: { number }, ...call }) {
      return { status: 200, body: { ...(await readRelease(studio, Number(number))), mayForce: await mayForce(studio, authorOf(call).id), edits: studio.edits } };
    },
  }),
  route({
    method: 'delete',
    path: `${BASE}/:number`,
    access: 'admin',
    summary: 'Remove a release that does not serve',
    params: releaseParams,
    async handle({ studio }, { params: { number }, ...call }) {
      requireEditing(studio);
      await removeRelease(studio, authorOf(call), Number(number));
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: `${BASE}/:number/evaluate`,
    access: 'admin',
    summary: 'Begin to measure a release again',
    params: releaseParams,
    response: startedResponse,
    async handle({ studio }, { params: { number }, ...call }) {
      return { status: 202, body: { job: await startEvaluation(studio, authorOf(call), Number(number)) } };
    },
  }),
  route({
    method: 'post',
    path: `${BASE}/:number/publish`,
    access: 'admin',
    summary: 'Let a release serve; below the gate only by whoever may, with a reason',
    params: releaseParams,
    body: publishRequest,
    response: servingResponse,
    async handle(server, { params: { number }, body: { reason }, ...call }) {
      await publishChecked(server.studio, Number(number), { ...publisherOf(server, call), ...(reason !== undefined && { reason }) });
      server.runtime.events.publish({ type: 'release' });
      return { status: 200, body: { release: Number(number) } };
    },
  }),
  route({
    method: 'get',
    path: `${BASE}/:number/sentences`,
    access: 'admin',
    summary: 'Sentences as a release understood them: of a cell of the confusion matrix, or those that are wrong',
    params: releaseParams,
    query: sentencesQuery,
    response: sentencesResponse,
    async handle({ studio }, { params: { number }, query }) {
      return { status: 200, body: await listSentences(studio, Number(number), query) };
    },
  }),
  route({
    method: 'get',
    path: `${BASE}/:number/comparison`,
    access: 'admin',
    summary: 'What has become of each sentence since another release: better, worse, unchanged',
    params: releaseParams,
    query: comparisonQuery,
    response: comparisonResponse,
    async handle({ studio }, { params: { number }, query: { with: other, set, change, offset } }) {
      return { status: 200, body: await compareReleases(studio, Number(number), { other: Number(other), set, change, offset: Number(offset ?? 0) }) };
    },
  }),
];

function publisherOf({ studio }: Server, call: Parameters<typeof authorOf>[0]): Publisher {
  return { ...authorOf(call), at_ms: studio.clock.now_ms() };
}
