import { seededRandom } from '../../base/random.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import { OUT_OF_SCOPE } from '../../contract/meaning.ts';
import { compileBayes, countTables } from '../../text/bayes.ts';
import { createPool, fitCalibration, type Held } from '../../text/calibrate.ts';
import { createVectoriser, createVocabulary } from '../../text/classify.ts';
import type { Features } from '../../text/features.ts';
import { createReader } from '../../text/reading.ts';
import { compileSoftmax, quantise, trainSoftmax } from '../../text/softmax.ts';
import { bestOf } from '../../text/threshold.ts';
import type { Progress } from '../release.ts';
import { finding, type Finding } from './finding.ts';

const FOLDS = 5;
/** Only where the classifiers are so sure, is it likelier that the label is wrong than that the text is hard. */
const SURE = 0.9;
const SEED = 1;

type Text = { text: string; target: number; features: Features };
type Judged = Text & { held: Held };

/**
 * Examples that classifiers, trained on four fifths of the others, put into another intent with a calibrated probability of at least
 * {@link SURE}, the surest first. Takes about as long as training.
 */
export async function examinePlaces(content: ReleaseContent, onProgress: Progress): Promise<Finding[]> {
  const labels = content.intents.map(({ id }) => id).sort();
  const outside = labels.indexOf(OUT_OF_SCOPE);
  const judged = await judgeUnseen(textsOf(content, labels), labels.length, onProgress);
  const pool = createPool(fitCalibration(judged.map(({ held }) => held), outside), labels.length, outside);
  return judged
    .map(({ text, target, held }) => {
      const scores = pool(held.softmax, held.bayes, held.features);
      const best = bestOf(scores);
      return { text, target, best, probability: Math.exp(scores[best] ?? -Infinity) };
    })
    .filter(({ target, best, probability }) => best !== target && probability >= SURE)
    .sort((a, b) => b.probability - a.probability)
    .map(({ text, target, best, probability }) => finding(
      'misplaced', [labels[target]!, labels[best]!],
      `is an example of ${labels[target]}; the others say ${labels[best]} (${Math.round(probability * 100)} %)`, [text],
    ));
}

/** Each text once for each intent, read as training reads it. */
function textsOf({ intents, lexicons }: ReleaseContent, labels: readonly string[]): Text[] {
  const read = createReader(lexicons);
  return intents.flatMap(({ id, examples }) => [...new Set(examples.map(({ text }) => text))].map((text) => {
    const { extracted } = read(text);
    return { text, target: labels.indexOf(id), features: [...extracted.features, ...extracted.meetings] };
  }));
}

async function judgeUnseen(texts: readonly Text[], labels: number, onProgress: Progress): Promise<Judged[]> {
  const random = seededRandom(SEED);
  const parts = texts.map(() => random(FOLDS));
  const judged: Judged[] = [];
  for (let part = 0; part < FOLDS; part++) {
    const seen = texts.filter((_, index) => parts[index] !== part);
    const vocabulary = createVocabulary(seen.map(({ features }) => features));
    const vectorise = createVectoriser(vocabulary);
    const vectors = seen.map(({ features }) => vectorise(features));
    const targets = seen.map(({ target }) => target);
    const bayes = compileBayes(countTables(vectors, targets, labels, vocabulary.names.length));
    const weights = await trainSoftmax(vectors, targets, labels, vocabulary.names.length, random, async (done, total) => {
      onProgress(part * total + done, FOLDS * total, 'cross-validation');
      await new Promise((resume) => setImmediate(resume));
    });
    const softmax = compileSoftmax(quantise(weights));
    for (const text of texts.filter((_, index) => parts[index] === part)) {
      const vector = vectorise(text.features);
      judged.push({ ...text, held: { softmax: softmax(vector).slice(), bayes: bayes(vector).slice(), features: vector.numbers.length, target: text.target } });
    }
  }
  return judged;
}
