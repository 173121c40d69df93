import { JiedaError } from '../../base/errors.ts';
import type { Lexicons } from '../../contract/content/lexicons.ts';
import type { TriedFeelings } from '../../contract/studio/lexicons.ts';
import { normalise } from '../../text/normalise.ts';
import { createPatterns } from '../../text/patterns.ts';
import { createSignals } from '../../text/signals.ts';
import { mapGently } from '../gently.ts';
import { clashes, countsOf, holdersOf, mostly, newFirst, type Checked, type Finding, type PlainExample } from './examples.ts';

type Emotions = Lexicons['emotion'];

const IN_A_ROW = 200;
/** A word is told to feel otherwise where so many examples have it, and so many of them feel otherwise. */
const SAID = 5;
const OTHERWISE = 0.8;
const SHOWN = 3;

/** What stands twice, patterns that RE2 does not know, and strong words of which the examples that have them mostly feel otherwise. */
export async function checkEmotion(emotion: Emotions, saved: Emotions, examples: readonly PlainExample[]): Promise<Checked> {
  const words = strongWords(emotion);
  const holders = await holdersOf(words.map(({ word }) => word), examples);
  const broken = patternsOf(emotion).filter((pattern) => !isPattern(pattern));
  const feels = words.flatMap(({ word, weight, name }): Finding[] => {
    const having = holders.get(word)!.map((index) => examples[index]!);
    const most = mostly(having.map((example) => example.emotion));
    if (saved[name][word] === weight || weight === 0 || having.length < SAID || most!.label === name || most!.share < OTHERWISE) return [];
    return [{ kind: 'feels', place: word, other: most!.label, texts: having.slice(0, SHOWN).map(({ text }) => text) }];
  });
  const clashesIn = (one: Emotions): Finding[] => clashes(strongWords(one).map(({ word, name }) => ({ place: word, of: name })));
  return {
    problems: [...broken.map((place): Finding => ({ kind: 'pattern', place, texts: [] })), ...feels, ...newFirst(clashesIn(emotion), clashesIn(saved))],
    uses: countsOf(holders),
    changed: broken.length > 0 ? 0 : await changedBy(emotion, saved, examples),
  };
}

function strongWords(emotion: Emotions): { word: string; weight: number; name: 'angry' | 'upset' }[] {
  return (['angry', 'upset'] as const).flatMap((name) => Object.entries(emotion[name]).map(([word, weight]) => ({ word, weight, name })));
}

function patternsOf({ patterns, notAtUs }: Emotions): string[] {
  return [...patterns, ...notAtUs].map(({ pattern }) => pattern);
}

/** Counts the examples that show something else. Only those are read that have a word or match a pattern that changed: patterns take their time. */
async function changedBy(emotion: Emotions, saved: Emotions, examples: readonly PlainExample[]): Promise<number> {
  const changedIn = <Item>(now: readonly Item[], before: readonly Item[]): Item[] => {
    const [is, was] = [new Set(now.map((one) => JSON.stringify(one))), new Set(before.map((one) => JSON.stringify(one)))];
    return [...now.filter((one) => !was.has(JSON.stringify(one))), ...before.filter((one) => !is.has(JSON.stringify(one)))];
  };
  const touched = new Set([...(await holdersOf(changedIn(strongWords(emotion), strongWords(saved)).map(({ word }) => word), examples)).values()].flat());
  const patterns = changedIn([...emotion.patterns, ...emotion.notAtUs], [...saved.patterns, ...saved.notAtUs]).map(({ pattern }) => pattern);
  if (patterns.length > 0) {
    const match = createPatterns(patterns);
    await mapGently(examples, IN_A_ROW, ({ plain }, index) => match(plain).length > 0 && touched.add(index));
  }
  const [now, before] = [createSignals(emotion), createSignals(saved)];
  const changed = await mapGently([...touched], IN_A_ROW, (index) => JSON.stringify(now(examples[index]!.plain)) !== JSON.stringify(before(examples[index]!.plain)));
  return changed.filter(Boolean).length;
}

function isPattern(pattern: string): boolean {
  try {
    createPatterns([pattern]);
    return pattern !== '';
  } catch (error) {
    if (error instanceof JiedaError && error.code === 'content.invalid') return false;
    throw error;
  }
}

/** Which words and patterns of feelings a text shows; patterns that are none are left out. */
export function tryFeelings(emotion: Emotions, text: string): TriedFeelings {
  const read = normalise(text).text;
  const patterns = patternsOf(emotion).filter(isPattern);
  const strong = strongWords(emotion).filter(({ weight }) => weight > 0).map(({ word }) => word);
  return { read, patterns: createPatterns(patterns)(read).map((index) => patterns[index]!), words: strong.filter((word) => read.includes(normalise(word).text)) };
}
