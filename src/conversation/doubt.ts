import type { HandOverReason } from '../contract/dialogState.ts';
import { OUT_OF_SCOPE } from '../contract/meaning.ts';
import type { SentenceReason } from '../contract/studio/review.ts';
import { CONFIDENCE } from '../dialog/engine.ts';
import { insertDoubts } from '../storage/doubt.ts';
import type { StoredMessage } from '../storage/message.ts';
import type { Database } from '../storage/schema.ts';
import type { Draft } from './append.ts';

/** Hand-overs that say that the bot did not do; others are part of how a matter goes. */
const FAILED: ReadonlyMap<HandOverReason, SentenceReason> = new Map([
  ['asked', 'handed_over'], ['misunderstood', 'handed_over'], ['out_of_scope', 'handed_over'], ['unsolved', 'unsolved'],
]);

/**
 * What a draft says about how well the bot understood: the review queue takes it from here. `unsolved`: the words on the button with which customers say
 * that an answer did not help.
 */
export function doubtsIn({ added, conversation, stateBefore }: Draft, unsolved: string | undefined): { seq: number; reason: SentenceReason }[] {
  const said = added.findLast(({ sender, meaning }) => sender === 'customer' && meaning !== null);
  const reasons = new Set<SentenceReason>();
  if (said !== undefined) for (const reason of saidDoubts(said, added, stateBefore === 'agent', conversation.dialog.form !== null)) reasons.add(reason);
  if (said !== undefined && said.text === unsolved) reasons.add('unsolved');
  const failed = stateBefore === 'bot' && conversation.state === 'queued' ? FAILED.get(conversation.handOver?.reason ?? 'fault') : undefined;
  if (failed !== undefined) reasons.add(failed);
  return [...reasons].map((reason) => ({ seq: said?.seq ?? conversation.seq, reason }));
}

function saidDoubts({ meaning }: StoredMessage, added: readonly StoredMessage[], isServed: boolean, inForm: boolean): SentenceReason[] {
  const marks = new Set(added.flatMap(({ explanation }) => explanation?.reason.split('；') ?? []).filter((part) => part.startsWith('#')).map((mark) => mark.split(':')[0]!));
  const isOutside = meaning?.intent === OUT_OF_SCOPE;
  const reasons: SentenceReason[] = [];
  if (marks.has('#outside')) reasons.push(isOutside ? 'outside' : 'unsure');
  if (marks.has('#restated') || (marks.has('#choice') && !marks.has('#outside'))) reasons.push('clarified');
  if (marks.has('#negated')) reasons.push('misunderstood');
  // What answers a form's question is not meant to be a matter of its own, and a person needs no understanding of ours.
  if (reasons.length === 0 && !inForm && !isServed && meaning?.decidedBy === 'classifier' && !isOutside && meaning.confidence < CONFIDENCE.sure) reasons.push('unsure');
  return reasons;
}

/** Notes what a draft says, in its transaction. */
export async function noteDoubts(database: Database, draft: Draft, unsolved: string | undefined, now_ms: number): Promise<void> {
  await insertDoubts(database, doubtsIn(draft, unsolved).map(({ seq, reason }) => ({ conversationId: draft.conversation.id, seq, reason, at_ms: now_ms })));
}
