import { toIso } from '../../base/clock.ts';
import type { Conversation } from '../../storage/conversation.ts';
import { activeReleaseNumber } from '../../storage/release.ts';
import type { Database } from '../../storage/schema.ts';
import { moveSetting } from '../../storage/setting.ts';
import type { StoredTicket } from '../../storage/ticket.ts';
import { insertForWebhooks, type Happening } from '../../storage/webhook.ts';
import type { Draft } from '../append.ts';
import type { Runtime } from '../runtime.ts';

/** Under which the release is kept that webhooks were told of last. */
const TOLD_RELEASE = 'webhook_release';

/** Keeps word of something for the webhooks that want it, in the transaction of what happened. */
export function tellWebhooks({ ids }: Runtime, database: Database, happening: Happening): Promise<void> {
  return insertForWebhooks(database, ids, happening);
}

/** What is told of a conversation: who and how it stands, nothing of what was written. */
export function conversationData({ id, state, customer, handOver, teamId, closeReason, seq }: Conversation): Record<string, unknown> {
  return {
    conversation: id,
    state,
    customer: customer.externalId,
    lines: seq,
    team: teamId ?? handOver?.skill ?? null,
    reason: handOver?.reason ?? null,
    intent: handOver?.intent ?? null,
    ended: closeReason,
  };
}

export function ticketData({ number, kind, state, conversationId, externalId, due_ms, assigneeId, teamId, urgent }: StoredTicket): Record<string, unknown> {
  return { ticket: number, kind, state, conversation: conversationId, customer: externalId, dueAt: due_ms === null ? null : toIso(due_ms), assignee: assigneeId, team: teamId, urgent };
}

/** Tells that a conversation was handed over, or has ended, where a draft does that. */
export async function tellStateChange(runtime: Runtime, database: Database, { conversation, stateBefore }: Draft): Promise<void> {
  const { id, state } = conversation;
  if (state === stateBefore || (state !== 'queued' && state !== 'closed')) return;
  // Passed on to another colleague: it went to people before.
  if (state === 'queued' && stateBefore !== 'bot') return;
  const event = state === 'queued' ? 'conversation.handed_over' : 'conversation.closed';
  await tellWebhooks(runtime, database, { event, subject: id, data: conversationData(conversation), now_ms: runtime.clock.now_ms() });
}

/** Tells that another release serves, however it was published; once, whichever node notices it. What serves when nobody was told yet is no news. */
export async function tellRelease(runtime: Runtime): Promise<void> {
  const { storage, clock } = runtime;
  await storage.transaction(async (database) => {
    const release = await activeReleaseNumber(database);
    if (release === null) return;
    const before = await moveSetting(database, TOLD_RELEASE, String(release));
    if (before !== null) await tellWebhooks(runtime, database, { event: 'release.published', subject: null, data: { release, before: Number(before) }, now_ms: clock.now_ms() });
  });
}
