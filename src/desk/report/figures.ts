import type { Figures } from '../../contract/desk/report.ts';
import type { Sums } from '../../storage/report.ts';

/** The figures that follow from sums; `docs/reports.md` says what each one means. */
export function figuresOf(sums: Sums): Figures {
  const { conversations, handedOver, served, resolvable, resolved, recent } = sums;
  return {
    conversations,
    contained: share(conversations - handedOver, conversations),
    escalated: share(handedOver, conversations),
    resolved: share(resolved, resolvable),
    resolvable,
    resolvedIsPreliminary: recent > 0,
    served,
    wait_ms: mean(sums.wait_ms, sums.waits),
    firstReply_ms: mean(sums.firstReply_ms, sums.firstReplies),
    reply_ms: mean(sums.reply_ms, sums.replies),
    handling_ms: mean(sums.handling_ms, served),
    firstKept: share(sums.firstKept, sums.firstOwed),
    repliesKept: share(sums.replies - sums.lateReplies, sums.replies),
    ratings: sums.ratings,
    satisfied: share(sums.satisfied, sums.ratings),
    score: sums.ratings === 0 ? null : sums.scores / sums.ratings,
    recommends: sums.recommends,
    nps: sums.recommends === 0 ? null : ((sums.promoters - sums.detractors) / sums.recommends) * 100,
  };
}

/** Of nothing there is no share. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function mean(sum: number, count: number): number | null {
  return count === 0 ? null : sum / count;
}
