import { setImmediate } from 'node:timers/promises';
import { LIMITS } from '../../base/limits.ts';
import { OUT_OF_SCOPE } from '../../contract/meaning.ts';
import type { SentenceReason } from '../../contract/studio/review.ts';
import { maskMeaning } from '../../text/maskMeaning.ts';
import { maskForLog } from '../../text/privacy.ts';
import type { Studio } from '../studio.ts';
import { guessOf, isSentence, takeIn, type Said } from './intake.ts';
import { keyOf } from './pieces.ts';
import { isUnsure } from './value.ts';

/** Texts understood in a row before customers get their turn, which waits that long a dozen times: under a millisecond. */
const IN_A_ROW = 4;

/** `source`: the name of the file. */
export type NewSentences = { source: string; texts: Iterable<string> & { length: number } };
export type AddOptions = { progress?: (done: number, total: number, stage: string) => void; signal?: AbortSignal };
/** `added`: new sentences; `repeated`: said before, here or in the queue; `left`: empty, without a letter, or too long to be an example. */
export type AddedSentences = { added: number; repeated: number; left: number };

/**
 * Understands the texts of an old log and puts them into the review queue, private data and phone numbers masked. Live turns go on meanwhile. What was added
 * before `signal` is aborted stays; adding the same file again adds nothing twice, but counts it again.
 * @throws what `signal` is aborted with; JiedaError `release.none`.
 */
export async function addSentences(studio: Studio, { source, texts }: NewSentences, { progress, signal }: AddOptions = {}): Promise<AddedSentences> {
  const result: AddedSentences = { added: 0, repeated: 0, left: 0 };
  let batch: Said[] = [];
  let done = 0;
  const write = async (): Promise<void> => {
    const said = batch;
    batch = [];
    const added = await studio.storage.transaction((database) => takeIn(database, studio.ids, said));
    result.added += added;
    result.repeated += said.length - added;
    progress?.(done, texts.length, 'sentences');
  };
  for (const text of texts) {
    signal?.throwIfAborted();
    if (done % IN_A_ROW === IN_A_ROW - 1) await setImmediate();
    done += 1;
    const said = saidIn(studio, source, text.trim());
    if (said === null) result.left += 1;
    else batch.push(said);
    if (batch.length >= LIMITS.sentencesBatch) await write();
  }
  await write();
  return result;
}

/** A text as the queue takes it in; `null` for what it does not take. @throws JiedaError `release.none`. */
export function saidIn({ serving, clock }: Studio, file: string, text: string): Said | null {
  if (text.length > LIMITS.sentenceLength) return null;
  const { number, understanding } = serving.current();
  const meaning = maskMeaning(understanding.understand(text));
  const masked = maskForLog(meaning.text);
  const key = keyOf(masked);
  if (!isSentence(masked, key)) return null;
  const why: SentenceReason[] = meaning.intent === OUT_OF_SCOPE ? ['outside'] : isUnsure(meaning) ? ['unsure'] : [];
  return { kind: 'import', key, text: masked, reasons: ['imported', ...why], guess: guessOf(meaning, number), file, times: 1, at_ms: clock.now_ms() };
}
