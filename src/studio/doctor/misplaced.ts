import type { ReleaseContent } from '../../contract/content/release.ts';
import { distinctExamples } from '../../text/examples.ts';
import type { Learning, LearningOptions } from '../learning.ts';
import { finding, type Finding } from './finding.ts';

/** Only where the classifiers are so sure, is it likelier that the label is wrong than that the text is hard. */
const SURE = 0.9;

/**
 * Examples that classifiers, trained on four fifths of the others, put into another intent with a calibrated probability of at least
 * {@link SURE}, the surest first. Takes nearly as long as training.
 */
export async function examinePlaces({ intents, lexicons, caution }: ReleaseContent, learning: Learning, options: LearningOptions): Promise<Finding[]> {
  const labels = intents.map(({ id }) => id).sort();
  const examples = distinctExamples(intents);
  const judgements = await learning('judge', { intents, lexicons, caution }, options);
  return judgements
    .filter(({ target, best, probability }) => best !== target && probability >= SURE)
    .sort((a, b) => b.probability - a.probability)
    .map(({ index, target, best, probability }) => finding(
      'misplaced', [labels[target]!, labels[best]!],
      {
        zh: `是 ${labels[target]} 的例句，别的例句却说它是 ${labels[best]}（${Math.round(probability * 100)} %）`,
        en: `is an example of ${labels[target]}; the others say ${labels[best]} (${Math.round(probability * 100)} %)`,
      }, [examples[index]!.text],
    ));
}
