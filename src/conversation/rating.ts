import { toIso } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { Rating, RateRequest } from '../contract/visitor.ts';
import { lockConversation } from '../storage/conversation.ts';
import { insertDoubts } from '../storage/doubt.ts';
import { hasCustomerMessage } from '../storage/message.ts';
import { findRating, writeRating, type StoredRating } from '../storage/rating.ts';
import { normalise } from '../text/normalise.ts';
import { findPrivate, mask, privateSpans } from '../text/privacy.ts';
import { tellWebhooks } from './notify/happening.ts';
import type { Runtime } from './runtime.ts';

/**
 * The customer says how satisfied they are, once a conversation, before or after its end; they may change it for a day.
 * @throws JiedaError `rating.too_early` before they have written anything, `rating.final`, `conversation.not_found`.
 */
export async function rate(runtime: Runtime, conversationId: string, { score, reasons, comment, recommend }: RateRequest): Promise<Rating> {
  const now_ms = runtime.clock.now_ms();
  const { rating, seq } = await runtime.storage.transaction(async (database) => {
    const conversation = await lockConversation(database, conversationId);
    if (conversation === undefined) throw new JiedaError('conversation.not_found');
    if (!(await hasCustomerMessage(database, conversationId))) throw new JiedaError('rating.too_early');
    const earlier = await findRating(database, conversationId);
    if (earlier !== undefined && now_ms > changeableUntil(earlier)) throw new JiedaError('rating.final');
    const changed: StoredRating = { conversationId, score, reasons, comment: stored(comment), recommend: recommend ?? null, at_ms: earlier?.at_ms ?? now_ms, changed_ms: now_ms };
    await writeRating(database, changed);
    if (score <= runtime.settings.get('quality.rules').lowRating) await insertDoubts(database, [{ conversationId, seq: 0, reason: 'badly_rated', at_ms: now_ms }]);
    await tellWebhooks(runtime, database, { event: 'rating.given', subject: conversationId, data: { conversation: conversationId, score, reasons }, now_ms });
    return { rating: changed, seq: conversation.seq };
  });
  runtime.events.publish({ type: 'conversation', id: conversationId, seq, moved: false });
  return presentRating(rating);
}

/** What the customer of a conversation has said already. */
export async function ratingOf(runtime: Runtime, conversationId: string): Promise<Rating | undefined> {
  const rating = await findRating(runtime.storage.read, conversationId);
  return rating && presentRating(rating);
}

function presentRating(rating: StoredRating): Rating {
  const { score, reasons, comment, recommend } = rating;
  return { score, reasons, ...(comment !== null && { comment }), ...(recommend !== null && { recommend }), changeableUntil: toIso(changeableUntil(rating)) };
}

function changeableUntil({ at_ms }: StoredRating): number {
  return at_ms + LIMITS.ratingChange_ms;
}

/** As it may be kept: without private data and control characters, nothing at all rather than blanks. */
function stored(comment: string | undefined): string | null {
  const text = (comment ?? '').replaceAll(/\p{Cc}/gu, ' ').trim();
  const normalised = normalise(text);
  return text === '' ? null : mask(text, privateSpans(normalised, findPrivate(normalised.text)));
}
