import type { HandOver } from '../contract/dialogState.ts';
import type { CloseReason } from '../contract/message.ts';
import type { Decision } from '../dialog/decision.ts';
import { append, appendNotice, type Draft } from './append.ts';
import { NOTICES } from './notices.ts';
import type { Runtime } from './runtime.ts';
import type { ServedRelease } from './serving.ts';
import { after } from './state.ts';
import { ticketOf } from './ticket/new.ts';

/**
 * What goes first in the queue: anger most, then customers of high value, then those whom a person served before. A point is worth
 * `LIMITS.queueHeadStart_ms` of waiting.
 */
const PRIORITY = { angry: 20, vip: 10, returning: 4 } as const;

/** Carries a decision out on a locked conversation: replies, new dialog state, tickets, queue, look-up, end. */
export function carryOut(runtime: Runtime, draft: Draft, decision: Decision, release: ServedRelease, now_ms: number): void {
  const { conversation } = draft;
  for (const reply of decision.replies) {
    append(draft, {
      sender: 'bot',
      text: reply.text,
      options: reply.options,
      card: reply.card,
      at_ms: now_ms,
      explanation: { template: reply.template, variant: reply.variant, reason: decision.reason, release: release.number },
    });
  }
  conversation.dialog = decision.state;
  const desk = { figures: release.dialogs.figures, timeZone: runtime.timeZone, hours: runtime.settings.get('desk.hours') };
  draft.tickets.push(...decision.tickets.map((ticket) => ticketOf(ticket, conversation, desk, now_ms)));
  draft.notes.push(...decision.notes);
  // A look-up that is under way goes on while the customer writes about something else; only a newer one takes its place.
  if (decision.lookUp !== null) conversation.pending = { id: runtime.ids.id(), orderNumber: decision.lookUp.orderNumber, askedAt_ms: now_ms };
  if (decision.handOver !== null) queue(draft, decision.handOver, now_ms);
  if (decision.briefing !== null && conversation.state === 'queued') brief(draft, decision.briefing);
  if (decision.leaveQueue) leaveQueue(draft, now_ms);
  if (decision.close !== null) close(draft, decision.close, now_ms);
}

function queue(draft: Draft, handOver: HandOver, now_ms: number): void {
  const { conversation } = draft;
  const state = after(conversation.state, 'hand_over');
  if (state === null) return;
  conversation.state = state;
  conversation.handOver = handOver;
  conversation.queuedAt_ms = now_ms;
  conversation.priority = priorityOf(draft, handOver);
  appendNotice(draft, NOTICES.queued(), now_ms);
}

/** Agents read anew about somebody who waits; the place among those of the same priority stays. */
function brief(draft: Draft, handOver: HandOver): void {
  draft.conversation.handOver = handOver;
  draft.conversation.priority = Math.max(draft.conversation.priority, priorityOf(draft, handOver));
}

function priorityOf({ conversation }: Draft, { emotion }: HandOver): number {
  return (emotion === 'angry' ? PRIORITY.angry : 0) + (conversation.customer.kind === 'vip' ? PRIORITY.vip : 0) + (conversation.lastAgentId !== null ? PRIORITY.returning : 0);
}

/** The customer goes back to the bot without having met a person. */
export function leaveQueue(draft: Draft, now_ms: number): void {
  const { conversation } = draft;
  const state = after(conversation.state, 'leave_queue');
  if (state === null) return;
  conversation.state = state;
  conversation.handOver = null;
  conversation.queuedAt_ms = null;
  conversation.priority = 0;
  appendNotice(draft, NOTICES.leftQueue(), now_ms);
}

/** Ends the conversation, whoever serves it; one that has ended stays as it is. */
export function close(draft: Draft, reason: CloseReason, now_ms: number): void {
  const { conversation } = draft;
  const state = after(conversation.state, 'close');
  if (state === null) return;
  conversation.state = state;
  conversation.closedAt_ms = now_ms;
  conversation.closeReason = reason;
  conversation.pending = null;
  // The bot asks whom it has helped (`dialog/say.ts`); whom a person has served is asked when that person ends it. Either way once.
  const asks = reason === 'agent' && !conversation.dialog.ratingAsked;
  if (asks) conversation.dialog = { ...conversation.dialog, ratingAsked: true };
  appendNotice(draft, NOTICES.closed(reason), now_ms, asks ? { type: 'rating' } : undefined);
}
