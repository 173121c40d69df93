import { decide } from '../dialog/decide.ts';
import type { Circumstances, DialogEvent } from '../dialog/decision.ts';
import type { Conversation } from '../storage/conversation.ts';
import { countAhead } from '../storage/queue.ts';
import type { Database } from '../storage/schema.ts';
import type { Draft } from './append.ts';
import { carryOut } from './carryOut.ts';
import type { Runtime } from './runtime.ts';
import type { ServedRelease } from './serving.ts';
import { knownTickets } from './ticket/known.ts';

/** Lets the dialog decide about an event and carries the decision out. */
export async function react(runtime: Runtime, draft: Draft, database: Database, event: DialogEvent, release: ServedRelease, now_ms: number): Promise<void> {
  const { conversation } = draft;
  const circumstances = await circumstancesOf(runtime, conversation, database, event, now_ms);
  const decision = decide(conversation.dialog, event, release.dialogs, circumstances);
  const theirs = new Set([...circumstances.tickets, ...conversation.dialog.tickets, ...decision.tickets].map(({ number }) => number));
  for (const { number } of decision.notes) {
    if (!theirs.has(number)) runtime.log.error({ ticket: number, conversation: conversation.id }, 'the dialog added to a ticket that this customer does not have');
  }
  carryOut(runtime, draft, { ...decision, notes: decision.notes.filter(({ number }) => theirs.has(number)) }, release, now_ms);
}

async function circumstancesOf(runtime: Runtime, conversation: Conversation, database: Database, event: DialogEvent, now_ms: number): Promise<Circumstances> {
  const { customer } = conversation;
  return {
    now_ms,
    timeZone: runtime.timeZone,
    hours: runtime.settings.get('desk.hours'),
    customer: { name: customer.name, kind: customer.kind, driveLevel: customer.driveLevel },
    tickets: await knownTickets(database, conversation, event.type === 'said' ? event.meaning : null, now_ms),
    ahead: conversation.state === 'queued' ? await countAhead(database, conversation) : null,
    random: runtime.random,
  };
}
