import type { Lexicons } from '../../contract/content/lexicons.ts';
import type { CheckedLexicon, LexiconContent, LexiconName } from '../../contract/studio/lexicons.ts';
import type { Studio } from '../studio.ts';
import { checkEmotion } from './emotion.ts';
import { plainExamples, type Checked, type PlainExample } from './examples.ts';
import { checkGazetteer } from './gazetteer.ts';
import { contentOf } from './lexicon.ts';
import { checkSynonyms } from './synonyms.ts';
import { checkWords } from './words.ts';

const CHECKS: { [Name in LexiconName]: (content: Lexicons[Name], saved: Lexicons[Name], examples: readonly PlainExample[]) => Promise<Checked> } = {
  words: checkWords, synonyms: checkSynonyms, emotion: checkEmotion, gazetteer: checkGazetteer,
};

/** What is to be said of a lexicon as it is being written, against the saved one and all examples of the draft. @throws JiedaError `request.invalid` for the content of another. */
export async function checkLexicon({ draft }: Studio, name: LexiconName, content: LexiconContent): Promise<CheckedLexicon> {
  const saved = await draft.readAll();
  const examples = await plainExamples(saved);
  const check = CHECKS[name] as (content: unknown, saved: unknown, examples: readonly PlainExample[]) => Promise<Checked>;
  return { ...(await check(contentOf(name, content), saved.lexicons[name], examples)), examples: examples.length };
}
