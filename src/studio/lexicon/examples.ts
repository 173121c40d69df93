import type { Emotion } from '../../contract/meaning.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import { normalise } from '../../text/normalise.ts';
import { mapGently } from '../gently.ts';

/** Texts read in a row before customers get their turn. */
export const IN_A_ROW = 500;

/** An example as lexicons see it. */
export type PlainExample = { intent: string; emotion: Emotion; text: string; plain: string };

export async function plainExamples({ intents }: Pick<ReleaseContent, 'intents'>): Promise<PlainExample[]> {
  const examples = intents.flatMap(({ id, examples: own }) => own.map(({ text, emotion }) => ({ intent: id, emotion, text })));
  return mapGently(examples, IN_A_ROW, (example) => ({ ...example, plain: normalise(example.text).text }));
}

/** What a check of one lexicon finds; see `checkLexiconResponse`. */
export type Finding = { kind: 'repeated' | 'inTwo' | 'useless' | 'splits' | 'folds' | 'apart' | 'feels' | 'pattern'; place: string; other?: string; texts: string[] };
export type Checked = { problems: Finding[]; changed: number; uses: Record<string, number> };

/**
 * Entries that stand twice: `of` says under what. The first one counts. A second way to write what is normalised anyway (traditional characters
 * beside simplified ones) does no harm.
 */
export function clashes(entries: readonly { place: string; of: string }[]): Finding[] {
  const first = new Map<string, { place: string; of: string }>();
  return entries.flatMap(({ place, of }): Finding[] => {
    const key = normalise(place).text;
    const other = first.get(key);
    if (other === undefined) first.set(key, { place, of });
    else if (other.of !== of) return [{ kind: 'inTwo', place, other: other.of, texts: [] }];
    else if (other.place === place) return [{ kind: 'repeated', place, texts: [] }];
    return [];
  });
}

/** Those findings first that the saved lexicon does not have. */
export function newFirst(findings: readonly Finding[], before: readonly Finding[]): Finding[] {
  const known = new Set(before.map((finding) => JSON.stringify(finding)));
  const isOld = (finding: Finding): boolean => known.has(JSON.stringify(finding));
  return [...findings.filter((finding) => !isOld(finding)), ...findings.filter(isOld)];
}

/** Word → places of the examples that hold it. */
export async function holdersOf(words: Iterable<string>, examples: readonly PlainExample[]): Promise<Map<string, number[]>> {
  const holders = new Map<string, number[]>();
  const byFirst = new Map<string, { word: string; plain: string }[]>();
  for (const word of new Set(words)) {
    const plain = normalise(word).text;
    holders.set(word, []);
    if (plain !== '') byFirst.set(plain[0]!, [...(byFirst.get(plain[0]!) ?? []), { word, plain }]);
  }
  await mapGently(examples, IN_A_ROW, ({ plain: text }, index) => {
    for (let at = 0; at < text.length; at++) {
      for (const { word, plain } of byFirst.get(text[at]!) ?? []) {
        const known = holders.get(word)!;
        if (text.startsWith(plain, at) && known.at(-1) !== index) known.push(index);
      }
    }
  });
  return holders;
}

/** How many examples hold each word. */
export function countsOf(holders: ReadonlyMap<string, readonly number[]>): Record<string, number> {
  return Object.fromEntries([...holders].map(([word, places]) => [word, places.length]));
}

/** The most frequent of some labels, and its share. */
export function mostly(labels: readonly string[]): { label: string; share: number } | null {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best === undefined ? null : { label: best[0], share: best[1] / labels.length };
}
