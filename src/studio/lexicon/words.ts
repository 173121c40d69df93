import type { Lexicons } from '../../contract/content/lexicons.ts';
import { normalise } from '../../text/normalise.ts';
import { createSegmenter } from '../../text/segment.ts';
import { mapGently } from '../gently.ts';
import { clashes, countsOf, holdersOf, newFirst, type Checked, type Finding, type PlainExample } from './examples.ts';

/** Segmenting takes longer than reading. */
const IN_A_ROW = 100;
/** Examples in which a word is looked for. */
const LOOKED_AT = 50;

/** What stands twice, what the segmenter keeps whole anyway, and what it would not keep whole in any example; only of words that are new or changed. */
export async function checkWords(words: Lexicons['words'], saved: Lexicons['words'], examples: readonly PlainExample[]): Promise<Checked> {
  const [ours, theirs] = [plainSet(words), plainSet(saved)];
  const changedWords = [...ours].filter((word) => !theirs.has(word)).concat([...theirs].filter((word) => !ours.has(word)));
  const [segment, before, bare] = [createSegmenter([...ours]), createSegmenter([...theirs]), createSegmenter([])];
  const holders = await holdersOf([...words.map(({ word }) => word), ...changedWords], examples);
  const added = words.filter(({ word }) => !theirs.has(normalise(word).text)).map(({ word }) => word);
  const holding = [...new Set([...changedWords, ...added].flatMap((word) => holders.get(word)!))].sort((one, other) => one - other);
  const cut = new Map(await mapGently(holding, IN_A_ROW, (index) => [index, { now: segment(examples[index]!.plain), before: before(examples[index]!.plain) }] as const));
  const problems: Finding[] = [];
  for (const word of added) {
    const plain = normalise(word).text;
    const having = holders.get(word)!.slice(0, LOOKED_AT).map((index) => cut.get(index)!);
    if (having.length > 0 && having.every(({ now }) => !now.includes(plain))) problems.push({ kind: 'splits', place: word, texts: having.slice(0, 2).map(({ now }) => now.join(' / ')) });
    else if (bare(plain).length === 1 && having.every(({ now, before: was }) => now.join('\n') === was.join('\n'))) problems.push({ kind: 'useless', place: word, texts: [] });
  }
  return {
    problems: [...problems, ...newFirst(clashesIn(words), clashesIn(saved))],
    changed: [...cut.values()].filter((one) => one.now.join('\n') !== one.before.join('\n')).length,
    uses: countsOf(new Map(words.map(({ word }) => [word, holders.get(word)!]))),
  };
}

function clashesIn(words: Lexicons['words']): Finding[] {
  return clashes(words.map(({ word }) => ({ place: word, of: '' })));
}

function plainSet(words: Lexicons['words']): Set<string> {
  return new Set(words.map(({ word }) => normalise(word).text));
}
