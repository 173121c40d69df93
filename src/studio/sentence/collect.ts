import { dayOf } from '../../base/day.ts';
import type { Ids } from '../../base/ids.ts';
import { LIMITS } from '../../base/limits.ts';
import type { Log } from '../../base/log.ts';
import type { Clock } from '../../base/clock.ts';
import { findConversation, type Conversation } from '../../storage/conversation.ts';
import { findOrigin } from '../../storage/conversationOrigin.ts';
import { listDoubts, takeDoubt, type Doubt } from '../../storage/doubt.ts';
import type { Storage } from '../../storage/driver.ts';
import { listMessages, type StoredMessage } from '../../storage/message.ts';
import type { Database } from '../../storage/schema.ts';
import { countIntake, findSentencesOf, forgetIntake } from '../../storage/sentence.ts';
import { maskForLog } from '../../text/privacy.ts';
import { guessOf, isSentence, takeIn, type Said } from './intake.ts';
import { keyOf } from './pieces.ts';

/** What the sweep needs; it runs on every node, also where nobody edits. */
export type CollectSurroundings = { storage: Storage; clock: Clock; ids: Ids; log: Log; timeZone: string };

/** Reasons that lie in what the customer had said before. */
const LOOKS_BACK = new Set(['misunderstood', 'unsolved']);
/** What carries no matter of its own. */
const SMALL_TALK = new Set(['human_agent', 'greeting', 'thanks', 'goodbye', 'affirm', 'deny']);
/** How far an earlier conversation is followed back to know whether two customers are one. */
const CHAIN_MAX = 20;

/**
 * Takes into the review queue what has happened in conversations since the last time. Several nodes may do it at once: each doubt is taken
 * once, in the transaction that writes its sentence. One that fails is reported and left for the next time; it stops none of the others.
 */
export async function collectSentences(surroundings: CollectSurroundings): Promise<void> {
  const { storage, clock, timeZone, log } = surroundings;
  for (let after: Doubt | null = null; ; ) {
    const page: Doubt[] = await listDoubts(storage.read, after, LIMITS.sweepPage);
    for (const doubt of page) {
      await storage
        .transaction(async (database) => {
          if (await takeDoubt(database, doubt)) await collect(surroundings, database, doubt);
        })
        .catch((error: unknown) => log.error({ err: error, conversation: doubt.conversationId, seq: doubt.seq, reason: doubt.reason }, 'a sentence could not be taken into the review queue'));
    }
    if (page.length < LIMITS.sweepPage) break;
    after = page.at(-1) ?? null;
  }
  await storage.transaction((database) => forgetIntake(database, dayOf(clock.now_ms() - 86_400_000, timeZone)));
}

async function collect({ ids, clock, timeZone }: CollectSurroundings, database: Database, doubt: Doubt): Promise<void> {
  const conversation = await findConversation(database, doubt.conversationId);
  if (conversation === undefined) return;
  // A phone number stays with the conversation, where somebody may have to call; in the queue it helps nobody.
  const lines = (await allLines(database, conversation.id)).map((line) => ({ ...line, text: maskForLog(line.text) }));
  const customerKey = await customerKeyOf(database, conversation);
  const known = new Set((await findSentencesOf(database, conversation.id)).map(({ key }) => key));
  for (const line of linesOf(doubt, lines, known)) {
    const said = saidIn(line, doubt, lines, customerKey);
    if (said === null) continue;
    const isNew = !known.has(said.key);
    // Who writes a thousand things fills neither the queue nor its order; another reason for what is there already is always taken.
    if (isNew && (await countIntake(database, dayOf(clock.now_ms(), timeZone), (await findOrigin(database, conversation.id)) ?? customerKey)) > LIMITS.sentencesPerOrigin) return;
    await takeIn(database, ids, [said]);
  }
}

/** The lines that a doubt is about. */
function linesOf({ seq, reason }: Doubt, lines: readonly StoredMessage[], known: ReadonlySet<string>): StoredMessage[] {
  const matters = lines.filter(({ meaning }) => meaning !== null && !SMALL_TALK.has(meaning.intent));
  if (seq === 0) {
    const inQueue = matters.filter(({ text }) => known.has(keyOf(text)));
    return inQueue.length > 0 ? inQueue : matters.toSorted((a, b) => a.meaning!.confidence - b.meaning!.confidence).slice(0, 1);
  }
  if (LOOKS_BACK.has(reason)) return matters.filter((line) => line.seq < seq).slice(-1);
  if (reason === 'handed_over') return matters.filter((line) => line.seq <= seq).slice(-1);
  return lines.filter((line) => line.seq === seq && line.meaning !== null);
}

function saidIn({ conversationId, seq, text, meaning, at_ms, recalled }: StoredMessage, { reason }: Doubt, lines: readonly StoredMessage[], customerKey: string): Said | null {
  const key = keyOf(text);
  if (recalled || meaning === null || !isSentence(text, key)) return null;
  const release = lines.find((line) => line.seq > seq && line.explanation !== null)?.explanation?.release ?? null;
  return {
    kind: 'conversation', key, text, reasons: [reason], guess: guessOf(meaning, release), hint: hintOn(seq, lines), conversation: { id: conversationId, seq }, customerKey, times: 1, at_ms,
  };
}

/** What the customer confirmed or chose when the bot asked what they meant: a hint, no label. */
function hintOn(seq: number, lines: readonly StoredMessage[]): string | null {
  const asked = lines.findLast((line) => line.seq > seq && line.explanation !== null && line.seq < nextFromCustomer(seq, lines));
  const answer = lines.find((line) => line.seq === nextFromCustomer(seq, lines));
  if (asked === undefined || answer === undefined) return null;
  const confirmed = lines.filter((line) => line.seq > answer.seq).map(({ explanation }) => /#confirmed:(\w+)/.exec(explanation?.reason ?? '')?.[1]).find((intent) => intent !== undefined);
  if (asked.explanation!.reason.includes('#restated:')) return confirmed ?? null;
  const isChosen = asked.explanation!.reason.includes('#choice:') && asked.options?.some(({ text }) => text === answer.text) === true;
  return isChosen ? (answer.meaning?.intent ?? null) : null;
}

function nextFromCustomer(seq: number, lines: readonly StoredMessage[]): number {
  return lines.find((line) => line.seq > seq && line.sender === 'customer')?.seq ?? Number.MAX_SAFE_INTEGER;
}

/** A customer of the site by their id there; anybody else by the first of the conversations that go on from each other. */
async function customerKeyOf(database: Database, { id, customer, previousId }: Conversation): Promise<string> {
  if (customer.externalId !== null) return `site:${customer.externalId}`;
  let first = id;
  let before = previousId;
  for (let steps = 0; before !== null && steps < CHAIN_MAX; steps += 1) {
    first = before;
    before = (await findConversation(database, before))?.previousId ?? null;
  }
  return `chain:${first}`;
}

async function allLines(database: Database, id: string): Promise<StoredMessage[]> {
  const lines: StoredMessage[] = [];
  for (;;) {
    const page = await listMessages(database, id, lines.at(-1)?.seq ?? 0, LIMITS.messagesPage);
    lines.push(...page);
    if (page.length < LIMITS.messagesPage) return lines;
  }
}
