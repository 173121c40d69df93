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
  const holding = examples.filter(({ plain }) => changedWords.some((word) => plain.includes(word)));
  const cut = await mapGently(holding, IN_A_ROW, ({ plain }) => ({ plain, now: segment(plain), before: before(plain) }));
  const problems: Finding[] = [];
  for (const { word } of words) {
    const plain = normalise(word).text;
    if (theirs.has(plain)) continue;
    const having = cut.filter((one) => one.plain.includes(plain)).slice(0, LOOKED_AT);
    if (having.length > 0 && having.every(({ now }) => !now.includes(plain))) problems.push({ kind: 'splits', place: word, texts: having.slice(0, 2).map(({ now }) => now.join(' / ')) });
    else if (bare(plain).length === 1 && having.every(({ now, before: was }) => now.join('\n') === was.join('\n'))) problems.push({ kind: 'useless', place: word, texts: [] });
  }
  return {
    problems: [...problems, ...newFirst(clashesIn(words), clashesIn(saved))],
    changed: cut.filter((one) => one.now.join('\n') !== one.before.join('\n')).length,
    uses: countsOf(await holdersOf(words.map(({ word }) => word), examples)),
  };
}

function clashesIn(words: Lexicons['words']): Finding[] {
  return clashes(words.map(({ word }) => ({ place: word, of: '' })));
}

function plainSet(words: Lexicons['words']): Set<string> {
  return new Set(words.map(({ word }) => normalise(word).text));
}
