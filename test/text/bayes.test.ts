import { describe, expect, test } from '@jest/globals';
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import { SMOOTHING, compileBayes, countTables, tablesOf, tokenOf, trainNatural } from '../../src/text/bayes.ts';
import { createVectoriser, createVocabulary, type Corpus } from '../../src/text/classify.ts';
import { createReader } from '../../src/text/reading.ts';
import { INTENTS, LEXICONS } from './content.ts';

const read = createReader(LEXICONS);
const names = INTENTS.map(({ id }) => id);
const examples = INTENTS.flatMap(({ examples }, label) => examples.map(({ text }) => ({ features: read(text).extracted.features, label })));
const documents = examples.map(({ features }) => features);
const targets = examples.map(({ label }) => label);
const vocabulary = createVocabulary(documents);
const vectorise = createVectoriser(vocabulary);
/** Natural's own test uses other tokens than ours does. */
const named = (feature: number): string => `of ${feature}`;
const corpus: Corpus = { vectors: documents.map((document) => vectorise(document)), targets, labels: names.length, size: vocabulary.names.length };

describe("natural's Bayes", () => {
  const natural = trainNatural(corpus, names);
  const tables = tablesOf(natural, corpus.size, names);
  const compiled = compileBayes(tables);

  test.each(['快递到哪了', '开发票', '转人工吧', '天气', '我的包裹发货没有', '电子发票和快递一起寄吗'])('the compiled tables rank like natural itself: %s', (text) => {
    const { features } = read(text).extracted;
    // A classifier of natural's own, so that nothing of ours is in its answer.
    const own = new BayesClassifier(undefined, SMOOTHING);
    for (const [index, document] of documents.entries()) own.addDocument(document.map(named), names[targets[index]!]!);
    own.train();
    const expected = own.getClassifications(features.map(named));
    const scores = compiled(vectorise(features));
    const ranked = names.map((label, index) => ({ label, score: scores[index]! })).sort((a, b) => b.score - a.score);
    expect(ranked.map(({ label }) => label)).toEqual(expected.map(({ label }) => label));
    const total = expected.reduce((sum, { value }) => sum + value, 0);
    for (const { label, score } of ranked) expect(Math.exp(score)).toBeCloseTo(expected.find((other) => other.label === label)!.value / total, 6);
  });

  test('keeps its smoothing through training', () => expect(natural.classifier.smoothing).toBe(SMOOTHING));

  test('counting gives the same tables', () => {
    expect(countTables(corpus)).toEqual(tables);
  });

  test.each(['__proto__', 'constructor', '', ' a', '12'])('refuses the label %j', (label) => {
    expect(() => trainNatural({ ...corpus, vectors: [corpus.vectors[0]!], targets: [0], labels: 1 }, [label])).toThrow(RangeError);
  });

  test('tokens never look like numbers, which would change the order of its tables', () => {
    for (const number of [0, 1, 95_000]) expect(tokenOf(number)).toMatch(/^f\d+$/);
  });
});
