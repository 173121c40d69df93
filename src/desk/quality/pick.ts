import { dayOf } from '../../base/day.ts';
import type { ReviewReason } from '../../contract/desk/quality.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { insertReview, insertReviewReasons } from '../../storage/review.ts';
import type { StoredMessage } from '../../storage/message.ts';
import { hasSentForbidden } from '../../storage/report.ts';
import type { Database } from '../../storage/schema.ts';
import type { Tally } from '../../storage/tally.ts';

/** Gives a conversation to supervisors to look at, or adds reasons to one that they have. */
export async function pick(database: Database, { conversationId, agentId, reasons, now_ms }: { conversationId: string; agentId: string; reasons: readonly ReviewReason[]; now_ms: number }): Promise<void> {
  if (reasons.length === 0) return;
  await insertReview(database, { conversationId, agentId, now_ms });
  await insertReviewReasons(database, conversationId, reasons);
}

/**
 * Picks a conversation that has just been tallied by the rules and by lot, and those `before` that its customer has come back from. Only
 * conversations that people served are looked at.
 */
export async function pickFor(runtime: Runtime, database: Database, tally: Tally, lines: readonly StoredMessage[], before: readonly { conversationId: string; agentId: string | null }[], now_ms: number): Promise<void> {
  const { conversationId, agentId } = tally;
  if (agentId !== null) {
    const reasons = reasonsOf(runtime, tally, lines);
    if (await hasSentForbidden(database, conversationId, dayOf(tally.openedAt_ms, runtime.timeZone))) reasons.push('forbidden');
    await pick(database, { conversationId, agentId, reasons, now_ms });
  }
  for (const { conversationId: earlier, agentId: servedBy } of before) {
    if (servedBy !== null) await pick(database, { conversationId: earlier, agentId: servedBy, reasons: ['returned'], now_ms });
  }
}

function reasonsOf({ settings, random }: Pick<Runtime, 'settings' | 'random'>, { emotion, longestSilence_ms }: Tally, lines: readonly StoredMessage[]): ReviewReason[] {
  const { samplePercent, silence_s } = settings.get('quality.rules');
  const reasons: ReviewReason[] = [];
  // By lot for each conversation alone, so that nobody can tell which of the day it will be.
  if (random(100) < samplePercent) reasons.push('sample');
  if (emotion === 'angry' && lines.some(({ sender }) => sender === 'agent')) reasons.push('angry_end');
  if (longestSilence_ms >= silence_s * 1_000) reasons.push('long_silence');
  return reasons;
}
