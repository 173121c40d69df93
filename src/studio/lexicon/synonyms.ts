import type { Lexicons } from '../../contract/content/lexicons.ts';
import { isCluster, createFolding } from '../../text/synonyms.ts';
import { normalise } from '../../text/normalise.ts';
import { mapGently } from '../gently.ts';
import { clashes, countsOf, holdersOf, IN_A_ROW, mostly, newFirst, type Checked, type Finding, type PlainExample } from './examples.ts';

type Clusters = Lexicons['synonyms'];

/** Sentences shown of those that fall together. */
const SHOWN = 3;
/** A word is said apart from its cluster where both are said often enough, each with one intent above all. */
const SAID = 5;
const ABOVE_ALL = 0.8;
/** At most so many are told. */
const FINDINGS = 60;

/**
 * What stands twice; which sentences of different intents would look the same that do not now; and which words are new to a cluster but said
 * with another intent than the rest of it.
 */
export async function checkSynonyms(clusters: Clusters, saved: Clusters, examples: readonly PlainExample[]): Promise<Checked> {
  const [now, before] = [await foldAll(clusters, examples), await foldAll(saved, examples)];
  const uses = await holdersOf(clusters.flat(), examples);
  const problems = [...fallTogether(examples, before, now), ...apart(clusters, saved, uses, examples), ...newFirst(clashesIn(clusters), clashesIn(saved))];
  const changed = now.filter((folded, index) => folded !== before[index]).length;
  return { problems: problems.slice(0, FINDINGS), changed, uses: countsOf(uses) };
}

function clashesIn(clusters: Clusters): Finding[] {
  return clashes(clusters.flatMap((cluster) => cluster.map((word) => ({ place: word, of: cluster[0]! }))));
}

/** Every example with the first word of a cluster for each word of it, so that the order of clusters makes no difference. */
function foldAll(clusters: Clusters, examples: readonly PlainExample[]): Promise<string[]> {
  const fold = createFolding(clusters.map((cluster) => cluster.map((word) => normalise(word).text)));
  const first = 0xe100;
  return mapGently(examples, IN_A_ROW, ({ plain }) =>
    Array.from(fold(plain), (character) => {
      const code = character.charCodeAt(0);
      return isCluster(code) ? `[${clusters[code - first]?.[0] ?? ''}]` : character;
    }).join(''),
  );
}

function fallTogether(examples: readonly PlainExample[], before: readonly string[], now: readonly string[]): Finding[] {
  const groups = new Map<string, number[]>();
  for (const [index, folded] of now.entries()) groups.set(folded, [...(groups.get(folded) ?? []), index]);
  const findings = new Map<string, Finding>();
  for (const [folded, members] of groups) {
    const different = new Set(members.map((index) => examples[index]!.intent)).size > 1 && new Set(members.map((index) => before[index])).size > 1;
    if (!different) continue;
    const place = /\[([^\]]+)\]/.exec(folded)?.[1] ?? folded;
    const texts = members.slice(0, SHOWN).map((index) => `${examples[index]!.text}（${examples[index]!.intent}）`);
    const known = findings.get(place);
    if (known === undefined) findings.set(place, { kind: 'folds', place, texts });
    else if (known.texts.length < SHOWN * 2) known.texts.push(...texts);
  }
  return [...findings.values()];
}

/** Words that the saved clusters do not have there. */
function apart(clusters: Clusters, saved: Clusters, uses: ReadonlyMap<string, number[]>, examples: readonly PlainExample[]): Finding[] {
  const known = new Set(saved.flatMap((cluster) => cluster.map((word) => `${cluster[0]!} ${word}`)));
  const intentsOf = (words: readonly string[]): string[] => words.flatMap((word) => uses.get(word) ?? []).map((index) => examples[index]!.intent);
  return clusters.flatMap((cluster) => cluster.flatMap((word): Finding[] => {
    if (known.has(`${cluster[0]!} ${word}`)) return [];
    const [own, others] = [intentsOf([word]), intentsOf(cluster.filter((other) => other !== word))];
    const [ownMost, othersMost] = [mostly(own), mostly(others)];
    if (own.length < SAID || others.length < SAID || ownMost!.share < ABOVE_ALL || othersMost!.share < ABOVE_ALL || ownMost!.label === othersMost!.label) return [];
    return [{ kind: 'apart', place: word, other: ownMost!.label, texts: [othersMost!.label] }];
  }));
}
