import type { Lexicons } from '../../contract/content/lexicons.ts';
import type { LexiconContent, LexiconName, TriedLexicon } from '../../contract/studio/lexicons.ts';
import { createLongestMatch } from '../../text/longest.ts';
import { normalise } from '../../text/normalise.ts';
import { createReader } from '../../text/reading.ts';
import type { Studio } from '../studio.ts';
import { entitiesIn } from './entities.ts';
import { contentOf } from './lexicon.ts';

/**
 * How a text is read with a lexicon as it is being written, in the place of the saved one: how it is cut, which words stand for which others, and what
 * it names. @throws JiedaError `request.invalid` for the content of another lexicon, `content.invalid` for a pattern that RE2 does not know.
 */
export async function tryLexicon({ draft }: Studio, name: LexiconName, content: LexiconContent, text: string): Promise<TriedLexicon> {
  const { lexicons } = await draft.readAll();
  const written: Lexicons = { ...lexicons, [name]: contentOf(name, content) };
  const reading = createReader(written)(text);
  return { words: [...reading.extracted.words], synonyms: synonymsIn(reading.head, written.synonyms), names: entitiesIn(reading) };
}

/** Words that are read as the first word of their group, in their order, each once. */
function synonymsIn(text: string, clusters: Lexicons['synonyms']): TriedLexicon['synonyms'] {
  const match = createLongestMatch(clusters.flatMap((cluster) => cluster.map((word) => [normalise(word).text, cluster[0]!] as const)));
  const found = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    const one = match(text, at);
    if (one && one.word !== normalise(one.value).text) found.set(one.word, one.value);
    at += one ? one.word.length : 1;
  }
  return Array.from(found, ([word, as]) => ({ word, as }));
}
