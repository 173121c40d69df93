import { toIso } from '../../base/clock.ts';
import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import { totalOf, type Review, type ReviewsQuery, type ReviewState, type Scores } from '../../contract/desk/quality.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { findConversation } from '../../storage/conversation.ts';
import { listPersons } from '../../storage/person.ts';
import { findRating } from '../../storage/rating.ts';
import { countReviews, findReview, insertReview, insertReviewReasons, listReviews, replaceReview, reviewReasons, type StoredReview } from '../../storage/review.ts';
import type { Database } from '../../storage/schema.ts';

type Page = { reviews: Review[]; more: boolean; counts: Record<ReviewState, number> };

/** Reviews, the last picked first. Agents see their own that have a score; supervisors all. */
export async function listReviewsFor(runtime: Runtime, person: DeskPerson, { state, agent, before }: ReviewsQuery): Promise<Page> {
  const { read } = runtime.storage;
  const own = person.role === 'agent';
  const filter = { agentId: own ? person.id : agent, told: own };
  const stored = await listReviews(read, { ...filter, state, before_ms: before === undefined ? undefined : Date.parse(before) }, LIMITS.reviewsPage + 1);
  return {
    reviews: await present(runtime, stored.slice(0, LIMITS.reviewsPage)),
    more: stored.length > LIMITS.reviewsPage,
    counts: await countReviews(read, filter),
  };
}

/** @throws JiedaError `review.not_found`, also for an agent who may not know of it. */
export async function reviewFor(runtime: Runtime, person: DeskPerson, conversationId: string): Promise<Review> {
  const stored = await findReview(runtime.storage.read, conversationId);
  if (stored === undefined || !mayKnow(person, stored)) throw new JiedaError('review.not_found');
  return presentOne(runtime, stored);
}

/**
 * A supervisor wants to look at a conversation; one that is looked at already only gets another reason.
 * @throws JiedaError `conversation.not_found`; `review.not_served` where no person served it or it has not ended.
 */
export async function choose(runtime: Runtime, conversationId: string): Promise<Review> {
  const { storage, clock } = runtime;
  const conversation = await findConversation(storage.read, conversationId);
  if (conversation === undefined) throw new JiedaError('conversation.not_found');
  const agentId = conversation.agentId ?? conversation.lastAgentId;
  if (conversation.state !== 'closed' || conversation.acceptedAt_ms === null || agentId === null) throw new JiedaError('review.not_served');
  await storage.transaction(async (database) => {
    await insertReview(database, { conversationId, agentId, now_ms: clock.now_ms() });
    await insertReviewReasons(database, conversationId, ['chosen']);
  });
  return presentOne(runtime, (await findReview(storage.read, conversationId)) as StoredReview);
}

export type Score = { rev: number; scores: Scores; comment: string; reply?: string | undefined };

/**
 * A supervisor scores a conversation, or scores it again. Of an appealed one the word on the appeal goes along, and settles it.
 * @throws JiedaError `review.not_found`; `review.conflict` when it has changed since `rev`; `review.own` for one's own conversation;
 * `review.empty` where nothing applied; `review.reply_missing` for an appeal without a word on it; `review.settled`.
 */
export async function score(runtime: Runtime, by: DeskPerson, conversationId: string, { rev, scores, comment, reply }: Score): Promise<Review> {
  const now_ms = runtime.clock.now_ms();
  return change(runtime, conversationId, rev, (review) => {
    if (review.agentId === by.id) throw new JiedaError('review.own');
    if (review.state === 'settled' || review.state === 'agreed') throw new JiedaError('review.settled');
    const total = totalOf(scores);
    if (total === null) throw new JiedaError('review.empty');
    const scored = { ...review, scores, total, comment: comment === '' ? null : comment, scoredBy: by.id, scoredAt_ms: now_ms };
    if (review.state !== 'appealed') return { ...scored, state: 'scored' };
    if (reply === undefined) throw new JiedaError('review.reply_missing');
    return { ...scored, state: 'settled', reply, settledAt_ms: now_ms };
  });
}

/**
 * The agent says what they think of their score: agrees, or appeals.
 * @throws JiedaError `review.not_found`, `review.conflict`; `review.not_scored` where there is nothing to answer.
 */
export async function answerReview(runtime: Runtime, by: DeskPerson, conversationId: string, { rev, appeal, text }: { rev: number; appeal: boolean; text: string }): Promise<Review> {
  const now_ms = runtime.clock.now_ms();
  return change(runtime, conversationId, rev, (review) => {
    if (review.agentId !== by.id || review.state === 'open') throw new JiedaError('review.not_found');
    if (review.state !== 'scored') throw new JiedaError('review.not_scored');
    return { ...review, state: appeal ? 'appealed' : 'agreed', answer: text === '' ? null : text, answeredAt_ms: now_ms };
  });
}

async function change(runtime: Runtime, conversationId: string, rev: number, to: (review: StoredReview) => StoredReview): Promise<Review> {
  const { storage } = runtime;
  await storage.transaction(async (database: Database) => {
    const review = await findReview(database, conversationId);
    if (review === undefined) throw new JiedaError('review.not_found');
    const changed = to(review);
    if (review.rev !== rev || !(await replaceReview(database, changed, rev))) throw new JiedaError('review.conflict');
  });
  runtime.events.publish({ type: 'review', conversationId });
  return presentOne(runtime, (await findReview(storage.read, conversationId)) as StoredReview);
}

function mayKnow(person: DeskPerson, review: StoredReview): boolean {
  return person.role !== 'agent' || (review.agentId === person.id && review.state !== 'open');
}

async function presentOne(runtime: Runtime, review: StoredReview): Promise<Review> {
  const [presented] = await present(runtime, [review]);
  return presented as Review;
}

async function present({ storage: { read }, serving }: Runtime, stored: readonly StoredReview[]): Promise<Review[]> {
  const people = new Map((await listPersons(read)).map((person) => [person.id, person]));
  const reasons = await reviewReasons(read, stored.map(({ conversationId }) => conversationId));
  const names = serving.current().intentNames;
  return Promise.all(
    stored.map(async (review) => {
      const conversation = await findConversation(read, review.conversationId);
      const rating = await findRating(read, review.conversationId);
      const agent = people.get(review.agentId);
      const scorer = review.scoredBy === null ? undefined : people.get(review.scoredBy);
      const intent = conversation?.handOver?.intent ?? conversation?.dialog.topic ?? null;
      return {
        conversationId: review.conversationId,
        agent: { id: review.agentId, name: agent?.name ?? '', workerNumber: agent?.workerNumber ?? '' },
        customer: conversation?.customer.name ?? '',
        reasons: reasons.get(review.conversationId) ?? [],
        state: review.state,
        rev: review.rev,
        pickedAt: toIso(review.pickedAt_ms),
        closedAt: toIso(conversation?.closedAt_ms ?? review.pickedAt_ms),
        intent: intent === null ? null : { id: intent, name: names.get(intent) ?? intent },
        emotion: conversation?.dialog.emotions.at(-1) ?? 'calm',
        rating: rating?.score ?? null,
        scores: review.scores,
        total: review.total,
        comment: review.comment,
        scoredBy: scorer === undefined ? null : { name: scorer.name, workerNumber: scorer.workerNumber },
        scoredAt: review.scoredAt_ms === null ? null : toIso(review.scoredAt_ms),
        answer: review.answer,
        reply: review.reply,
      };
    }),
  );
}
