import {
  claimGroupsRequest, claimGroupsResponse, contextQuery, contextResponse, decideRequest, decisionParams, decisionResponse, draftResponse, progressResponse, releaseGroupsRequest, sentenceParams,
  undoneResponse,
} from '../../../contract/studio/review.ts';
import { applyLabels } from '../../../studio/sentence/apply.ts';
import { claimGroups, giveBackGroups } from '../../../studio/sentence/claim.ts';
import { contextOf } from '../../../studio/sentence/context.ts';
import { decideSentences, undoDecision } from '../../../studio/sentence/decide.ts';
import { reviewProgress } from '../../../studio/sentence/progress.ts';
import { signedIn } from '../desk/signedIn.ts';
import { route } from '../../route.ts';
import { authorOf } from './author.ts';

/** What customers said and the bot was unsure of, and what people say that it means. */
export const sentenceRoutes = [
  route({
    method: 'post',
    path: '/api/v1/studio/sentences/claim',
    access: 'admin',
    summary: 'Get the groups of sentences that teach most and that nobody else is looking at, and keep them for a while',
    body: claimGroupsRequest,
    response: claimGroupsResponse,
    async handle({ studio }, { body, person }) {
      return { status: 200, body: { groups: await claimGroups(studio, signedIn(person).id, body) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/sentences/release',
    access: 'admin',
    summary: 'Give back groups that one is not looking at any more',
    body: releaseGroupsRequest,
    async handle({ studio }, { body, person }) {
      await giveBackGroups(studio, signedIn(person).id, body.groups);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/sentences/decisions',
    access: 'admin',
    summary: 'Say what sentences of one group mean',
    body: decideRequest,
    response: decisionResponse,
    async handle({ studio }, { body, person }) {
      return { status: 201, body: { decision: await decideSentences(studio, signedIn(person).id, body) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/sentences/decisions/:decision/undo',
    access: 'admin',
    summary: 'Take back an own decision, until it is in the draft',
    params: decisionParams,
    response: undoneResponse,
    async handle({ studio }, { params, person }) {
      return { status: 200, body: { group: await undoDecision(studio, signedIn(person).id, params.decision) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/sentences/progress',
    access: 'admin',
    summary: 'How far the queue is, who is at it, and how far people and bot agree',
    response: progressResponse,
    async handle({ studio }, { person }) {
      return { status: 200, body: await reviewProgress(studio, signedIn(person).id) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/sentences/:sentence/context',
    access: 'admin',
    summary: 'What was said around a sentence',
    params: sentenceParams,
    query: contextQuery,
    response: contextResponse,
    async handle({ studio }, { params, query }) {
      return { status: 200, body: await contextOf(studio, params.sentence, query.whole !== undefined) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/sentences/draft',
    access: 'admin',
    summary: 'Put labelled sentences into the draft as examples',
    response: draftResponse,
    async handle({ studio }, call) {
      return { status: 200, body: await applyLabels(studio, authorOf(call)) };
    },
  }),
];
