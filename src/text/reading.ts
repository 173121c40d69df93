import type { Lexicons } from '../contract/content/lexicons.ts';
import { LIMITS } from '../base/limits.ts';
import { atOnce, type Steps } from '../base/steps.ts';
import { createExtractor, type Extracted } from './features.ts';
import { createGazetteer, namesOf, type Named } from './gazetteer.ts';
import { createCorrection, type KnownPair, type Mistyped } from './homophones.ts';
import { normalise, type Normalised } from './normalise.ts';
import { findPrivate, mask } from './privacy.ts';
import { createSignals, type Signals } from './signals.ts';

/** A text as training and understanding both read it, before anything is concluded. */
export type Reading = {
  normalised: Normalised;
  /** The part of the normalised text that is classified, with private data masked and mistyped words corrected. */
  head: string;
  mistyped: readonly Mistyped[];
  secrets: ReturnType<typeof findPrivate>;
  extracted: Extracted;
  signals: Signals;
  named: readonly Named[];
};

export type Reader = (text: string) => Reading;

/**
 * Normalise, find private data, correct, protect, segment, features, signs of feelings, known names; with the lexicons of one release.
 * `isKnown`: the pairs of characters that examples have. Without it, as examples themselves are read, nothing is corrected.
 */
export const createReader = (lexicons: Lexicons, isKnown?: KnownPair): Reader => atOnce(readerInSteps(lexicons, isKnown));

/** {@link createReader}, which takes some tens of milliseconds, in steps. */
export function* readerInSteps(lexicons: Lexicons, isKnown: KnownPair = () => true): Steps<Reader> {
  const plain = (word: string): string => normalise(word).text;
  const words = lexicons.words.map(({ word }) => plain(word));
  const clusters = clustersOf(lexicons);
  const extract = createExtractor(words, clusters);
  yield;
  const correct = createCorrection([...words, ...clusters.flat()], isKnown);
  yield;
  const signalsOf = createSignals(lexicons.emotion);
  yield;
  const findNames = createGazetteer(lexicons.gazetteer);
  return (text) => {
    const normalised = normalise(text);
    const secrets = findPrivate(normalised.text);
    const { text: head, mistyped } = correct(mask(prefixOf(normalised.text, LIMITS.understandPrefix), secrets));
    const secretsInHead = secrets.filter(({ start }) => start < head.length).map(({ start, end }) => ({ start, end: Math.min(end, head.length) }));
    return {
      normalised, head, mistyped, secrets,
      extracted: extract(head, secretsInHead),
      signals: signalsOf(head),
      named: findNames(head),
    };
  };
}

/** Clusters of synonyms, and the names of each type of the gazetteer as one cluster more. */
function clustersOf({ synonyms, gazetteer }: Lexicons): string[][] {
  const names = Object.keys(gazetteer).map((type) => namesOf({ [type]: gazetteer[type]! }).map(({ name }) => name));
  return [...synonyms.map((cluster) => cluster.map((word) => normalise(word).text)), ...names];
}

/** At most `length` units, without half a surrogate pair at the end. */
function prefixOf(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, /[\ud800-\udbff]/.test(text[length - 1]!) ? length - 1 : length);
}
