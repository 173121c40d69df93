import { dayOf } from '../../base/day.ts';
import type { ResponseLimits } from '../../contract/desk/settings.ts';
import type { Conversation } from '../../storage/conversation.ts';
import type { StoredMessage } from '../../storage/message.ts';
import type { StateChange } from '../../storage/stateChange.ts';
import type { Tally } from '../../storage/tally.ts';

type Line = Pick<StoredMessage, 'seq' | 'sender' | 'kind' | 'at_ms' | 'meaning'>;
type Waits = Pick<Tally, 'replies' | 'lateReplies' | 'reply_ms' | 'longestSilence_ms' | 'wait_ms' | 'firstReply_ms' | 'firstKept'>;

/**
 * What reports count of a conversation that has ended. `changes` and `lines` in their order; without `changes` (it ended before they were
 * recorded) what the conversation itself remembers has to do. Pure.
 */
export function tallyOf(conversation: Conversation, changes: readonly StateChange[], lines: readonly Line[], customerKey: string, limits: ResponseLimits, timeZone: string): Tally {
  const closedAt_ms = conversation.closedAt_ms ?? conversation.updatedAt_ms;
  const steps = changes.length > 0 ? changes : remembered(conversation);
  const handOver = steps.find(({ to }) => to === 'queued' || to === 'agent');
  const servings = steps.filter(({ to }) => to === 'agent');
  const teamId = steps.findLast(({ to, teamId: team }) => to !== 'closed' && team !== null)?.teamId ?? null;
  return {
    conversationId: conversation.id,
    day: dayOf(closedAt_ms, timeZone),
    customerKey,
    emotion: conversation.dialog.emotions.at(-1) ?? 'calm',
    intent: intentOf(conversation, handOver, lines),
    teamId,
    agentId: servings.at(-1)?.agentId ?? null,
    reason: handOver === undefined ? null : handOver.to === 'agent' ? 'stepped_in' : handOver.reason,
    closeReason: conversation.closeReason,
    openedAt_ms: conversation.openedAt_ms,
    closedAt_ms,
    written: lines.some(({ sender }) => sender === 'customer'),
    handedOver: handOver !== undefined,
    served: servings.length > 0,
    handling_ms: handlingOf(steps, closedAt_ms),
    ...waitsOf(steps, lines, closedAt_ms, limits.teams.find((team) => team.teamId === teamId) ?? limits),
  };
}

/** How long people served it: from each acceptance until it left them. */
function handlingOf(steps: readonly StateChange[], closedAt_ms: number): number {
  return steps.reduce((sum, { to, at_ms }, index) => (to === 'agent' ? sum + Math.max(0, (steps[index + 1]?.at_ms ?? closedAt_ms) - at_ms) : sum), 0);
}

/**
 * How long the customer waited for people. The first answer counts from the first hand-over; each later one from the next hand-over, or from
 * the customer's first line that was not answered while a person served. A wait that nobody ended runs until the conversation left the people.
 */
function waitsOf(steps: readonly StateChange[], lines: readonly Line[], closedAt_ms: number, { first_s, next_s }: Pick<ResponseLimits, 'first_s' | 'next_s'>): Waits {
  const waits: Waits = { replies: 0, lateReplies: 0, reply_ms: 0, longestSilence_ms: 0, wait_ms: null, firstReply_ms: null, firstKept: null };
  const asked = steps.find(({ to }) => to === 'queued' || to === 'agent');
  if (asked === undefined) return waits;
  const accepted = steps.find(({ to }) => to === 'agent');
  if (accepted !== undefined) waits.wait_ms = accepted.at_ms - asked.at_ms;

  let state = 'bot' as StateChange['to'];
  let servedSince_ms: number | null = null;
  let waitsSince_ms: number | null = null;
  let unanswered_ms = 0;
  let next = 0;

  /** The customer's wait ends, by an answer or without. */
  const endWait = (at_ms: number): void => {
    if (waitsSince_ms === null) return;
    if (waits.firstReply_ms === null) unanswered_ms = Math.max(unanswered_ms, at_ms - waitsSince_ms);
    if (servedSince_ms !== null) waits.longestSilence_ms = Math.max(waits.longestSilence_ms, at_ms - Math.max(waitsSince_ms, servedSince_ms));
    waitsSince_ms = null;
  };
  const enter = (step: StateChange): void => {
    if (step.to === 'bot' || step.to === 'closed') endWait(step.at_ms);
    else if (state === 'bot') waitsSince_ms ??= step.at_ms;
    servedSince_ms = step.to === 'agent' ? step.at_ms : null;
    state = step.to;
  };
  const enterUpTo = (seq: number): void => {
    for (let step = steps[next]; step !== undefined && step.seq <= seq; step = steps[next]) {
      enter(step);
      next += 1;
    }
  };

  for (const { seq, sender, kind, at_ms } of lines) {
    if (kind !== 'text') continue;
    enterUpTo(seq);
    if (sender === 'customer' && (state === 'agent' || state === 'queued')) waitsSince_ms ??= at_ms;
    if (sender !== 'agent' || waitsSince_ms === null) continue;
    const waited_ms = at_ms - waitsSince_ms;
    endWait(at_ms);
    if (waits.firstReply_ms === null) {
      waits.firstReply_ms = at_ms - asked.at_ms;
      continue;
    }
    waits.replies += 1;
    waits.reply_ms += waited_ms;
    if (waited_ms > next_s * 1_000) waits.lateReplies += 1;
  }
  enterUpTo(Number.MAX_SAFE_INTEGER);
  endWait(closedAt_ms);
  // An answer that never came has broken the limit only where the customer waited that long for it.
  if (waits.firstReply_ms !== null) waits.firstKept = waits.firstReply_ms <= first_s * 1_000;
  else if (unanswered_ms > first_s * 1_000) waits.firstKept = false;
  return waits;
}

/** What it was about: the matter of the hand-over, otherwise the last topic; one that was taken over from an earlier conversation only where the customer spoke of it again. */
function intentOf({ dialog: { topic }, previousId }: Conversation, handOver: StateChange | undefined, lines: readonly Line[]): string | null {
  if (handOver !== undefined && handOver.intent !== null) return handOver.intent;
  if (previousId === null || lines.some(({ meaning }) => meaning !== null && meaning.intent === topic)) return topic;
  return null;
}

/** The changes of a conversation of which none were recorded, as far as its columns tell them. */
function remembered({ id, queuedAt_ms, acceptedAt_ms, agentId, lastAgentId, closedAt_ms, handOver, teamId }: Conversation): StateChange[] {
  const common = { conversationId: id, seq: 0, teamId: teamId ?? handOver?.skill ?? null, reason: handOver?.reason ?? null, intent: handOver?.intent ?? null };
  const steps: StateChange[] = [];
  if (queuedAt_ms !== null) steps.push({ ...common, at_ms: queuedAt_ms, from: 'bot', to: 'queued', agentId: null });
  if (acceptedAt_ms !== null) steps.push({ ...common, at_ms: acceptedAt_ms, from: queuedAt_ms === null ? 'bot' : 'queued', to: 'agent', agentId: agentId ?? lastAgentId });
  // After every line: when it ended is known, where among the lines is not.
  if (steps.length > 0 && closedAt_ms !== null) steps.push({ ...common, seq: Number.MAX_SAFE_INTEGER, at_ms: closedAt_ms, from: 'agent', to: 'closed', agentId: null });
  return steps;
}
