import { analyticsQuery, analyticsResponse, analyticsSentencesQuery, analyticsSentencesResponse, topicsResponse } from '../../../contract/studio/analytics.ts';
import { analyse } from '../../../studio/analytics/figures.ts';
import { sentencesBehind } from '../../../studio/analytics/sentences.ts';
import { findTopics } from '../../../studio/analytics/topics.ts';
import { route } from '../../route.ts';

/** What customers ask, where the bot fails them, and what to do about it. */
export const analyticsRoutes = [
  route({
    method: 'get',
    path: '/api/v1/studio/analytics',
    access: 'admin',
    summary: 'What customers asked in some days, and how each intent fared',
    query: analyticsQuery,
    response: analyticsResponse,
    async handle({ studio }, { query }) {
      return { status: 200, body: await analyse(studio, query) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/analytics/topics',
    access: 'admin',
    summary: 'What was not understood, grouped by what it is about, and what to do next',
    query: analyticsQuery,
    response: topicsResponse,
    async handle({ studio }, { query }) {
      return { status: 200, body: await findTopics(studio, query) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/analytics/sentences',
    access: 'admin',
    summary: 'The sentences behind a number, private data masked',
    query: analyticsSentencesQuery,
    response: analyticsSentencesResponse,
    async handle({ studio }, { query }) {
      return { status: 200, body: await sentencesBehind(studio, query) };
    },
  }),
];
