import { JiedaError } from '../base/errors.ts';
import { atOnce, type Steps } from '../base/steps.ts';
import type { Caution } from '../contract/content/caution.ts';
import type { IntentDocument } from '../contract/content/intent.ts';
import type { Lexicons } from '../contract/content/lexicons.ts';
import type { ClassifierChoice } from './calibrate.ts';
import { readExamples } from './examples.ts';
import { learnedOf, modelOf } from './learned.ts';
import { SEED, learn } from './training.ts';
import { understandingInSteps, type Understanding } from './understand.ts';

export { MODEL_FORMAT, TEXT_VERSION } from './version.ts';

/** What understanding is made of. */
export type TextContent = { intents: IntentDocument[]; lexicons: Lexicons; caution?: Caution | undefined };

export type TrainingOptions = {
  /** Another seed orders the texts in another way. */
  seed?: number;
  /** `stage` is `reading`, `intents` or `emotions`. */
  onProgress?: (done: number, total: number, stage: string) => void;
};

/** Trains a model on this thread, on which hardly anything else runs meanwhile. The same content, seed and code give the same bytes. */
export async function trainModel(content: TextContent, { seed = SEED, onProgress }: TrainingOptions = {}): Promise<Uint8Array> {
  const examples = await readExamples(content, (done, total) => onProgress?.(done, total, 'reading'));
  return modelOf(learn(examples, seed, (done, total, stage) => onProgress?.(done, total, stage)));
}

/**
 * The understanding of a release: its content with its trained model. `classifier` says who ranks the intents.
 * @throws JiedaError `release.damaged` when the model is not one or belongs to other content, `content.invalid` for a rule that is no RE2 pattern.
 */
export const loadUnderstanding = (content: TextContent, model: Uint8Array, classifier?: ClassifierChoice): Understanding => atOnce(loadInSteps(content, model, classifier));

/** {@link loadUnderstanding}, which takes a tenth of a second or more, in steps. @throws the same. */
export function* loadInSteps(content: TextContent, model: Uint8Array, classifier: ClassifierChoice = 'both'): Steps<Understanding> {
  const learned = learnedOf(model);
  const ids = content.intents.map(({ id }) => id).sort();
  if (ids.length !== learned.intents.labels.length || ids.some((id, index) => id !== learned.intents.labels[index])) {
    throw new JiedaError('release.damaged', { reason: 'the model belongs to other intents' });
  }
  yield;
  return yield* understandingInSteps(content.intents, content.lexicons, learned, classifier, content.caution);
}
