import { LIMITS } from '../../base/limits.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { sweep } from '../../conversation/sweep.ts';
import { findConversation, type Conversation } from '../../storage/conversation.ts';
import { insertDoubts } from '../../storage/doubt.ts';
import type { Database } from '../../storage/schema.ts';
import { listStateChanges } from '../../storage/stateChange.ts';
import { customerKeyOf, insertTally, listLowRated, listUntallied, markReturns, type EndedConversation } from '../../storage/tally.ts';
import { pick, pickFor } from '../quality/pick.ts';
import { allLines } from './allLines.ts';
import { countQuestions } from './countQuestions.ts';
import { tallyOf } from './tally.ts';

/**
 * Tallies every conversation that has ended since the last time, and picks those that supervisors should look at. Several nodes may do it at
 * once: each conversation is tallied once.
 */
export async function sweepEnded(runtime: Runtime): Promise<void> {
  const { storage, log } = runtime;
  await sweep<EndedConversation>(
    (after) => listUntallied(storage.read, after, LIMITS.tallyOverlap_ms, LIMITS.sweepPage),
    ({ id }) => tallyEnded(runtime, id),
    (error, { id }) => log.error({ err: error, conversation: id }, 'a conversation that ended could not be tallied'),
  );
  await pickLowRated(runtime);
  await countQuestions(runtime);
}

/** Counts one conversation that has ended, once. */
async function tallyEnded(runtime: Runtime, id: string): Promise<void> {
  const { storage, settings, timeZone, clock } = runtime;
  await storage.transaction(async (database) => {
    const conversation = await findConversation(database, id);
    if (conversation?.state !== 'closed') return;
    const changes = await listStateChanges(database, id);
    const lines = await allLines(database, id);
    const tally = tallyOf(conversation, changes, lines, await keyOf(database, conversation), settings.get('desk.response'), timeZone);
    if (!(await insertTally(database, tally)) || !tally.written) return;
    const before = await markReturns(database, tally, LIMITS.return_ms);
    // Who comes back from the bot with the same matter was not understood, or not helped.
    const returned = before.filter(({ agentId }) => agentId === null);
    await insertDoubts(database, returned.map(({ conversationId }) => ({ conversationId, seq: 0, reason: 'returned', at_ms: clock.now_ms() })));
    await pickFor(runtime, database, tally, lines, before, clock.now_ms());
  });
}

/** A customer of the site by their id there; anybody else by the first of the conversations that go on from each other. */
async function keyOf(database: Database, { id, customer, previousId }: Conversation): Promise<string> {
  if (customer.externalId !== null) return `site:${customer.externalId}`;
  const before = previousId === null ? undefined : await customerKeyOf(database, previousId);
  return before ?? `chain:${previousId ?? id}`;
}

/** Ratings come after the end. */
async function pickLowRated({ storage, settings, clock }: Runtime): Promise<void> {
  const now_ms = clock.now_ms();
  const low = await listLowRated(storage.read, settings.get('quality.rules').lowRating, now_ms - LIMITS.return_ms);
  for (const { conversationId, agentId } of low) await storage.transaction((database) => pick(database, { conversationId, agentId, reasons: ['low_rating'], now_ms }));
}
