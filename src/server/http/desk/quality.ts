import { answerReviewRequest, chooseRequest, reviewParams, reviewResponse, reviewsQuery, reviewsResponse, scoreRequest } from '../../../contract/desk/quality.ts';
import { answerReview, choose, listReviewsFor, reviewFor, score } from '../../../desk/quality/review.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** What supervisors think of conversations, and what agents say to that. Agents see their own scores only, customers none. */
export const qualityRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/reviews',
    access: 'agent',
    summary: 'Conversations that were picked to be scored; for agents their own that have a score',
    query: reviewsQuery,
    response: reviewsResponse,
    async handle({ runtime }, { query, person }) {
      return { status: 200, body: await listReviewsFor(runtime, signedIn(person), query) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/reviews',
    access: 'supervisor',
    summary: 'Pick a conversation to be scored',
    body: chooseRequest,
    response: reviewResponse,
    async handle({ runtime }, { body }) {
      return { status: 201, body: { review: await choose(runtime, body.conversationId) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/reviews/:id',
    access: 'agent',
    summary: 'The score of a conversation; for agents of their own',
    params: reviewParams,
    response: reviewResponse,
    async handle({ runtime }, { params, person }) {
      return { status: 200, body: { review: await reviewFor(runtime, signedIn(person), params.id) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/desk/reviews/:id/score',
    access: 'supervisor',
    summary: 'Score a conversation; an appealed one with a word on the appeal',
    params: reviewParams,
    body: scoreRequest,
    response: reviewResponse,
    async handle({ runtime }, { params, body, person }) {
      return { status: 200, body: { review: await score(runtime, signedIn(person), params.id, body) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/desk/reviews/:id/answer',
    access: 'agent',
    summary: 'Agree with the score of an own conversation, or appeal',
    params: reviewParams,
    body: answerReviewRequest,
    response: reviewResponse,
    async handle({ runtime }, { params, body, person }) {
      return { status: 200, body: { review: await answerReview(runtime, signedIn(person), params.id, body) } };
    },
  }),
];
