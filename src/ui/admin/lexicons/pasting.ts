import type { Lexicons } from '../../../contract/content/lexicons.ts';
import type { LexiconContent, LexiconName } from '../../../contract/studio/lexicons.ts';
import { wordsIn } from './problem.ts';

/** What pasted lines make of a lexicon. `wrong`: lines that are no entries of it. */
export type Pasted = { content: LexiconContent; added: number; known: number; wrong: string[] };

type Taking<Content> = (content: Content, line: string) => 'added' | 'known' | 'wrong';

/**
 * Lines of each lexicon: a group of synonyms; a word and perhaps a tag; a strong word, `angry` or `upset` (or 生气, 不满) and perhaps a weight; a type, a
 * normal form and names. What is there already is left as it is; synonyms join the group that has their first word.
 */
const TAKING: { [Name in LexiconName]: Taking<Lexicons[Name]> } = {
  synonyms(clusters, line) {
    const words = wordsIn(line);
    if (words.length < 2) return 'wrong';
    const group = clusters.find((cluster) => cluster.includes(words[0]!));
    if (group === undefined) clusters.push(words);
    else {
      const added = words.filter((word) => !group.includes(word));
      group.push(...added);
      if (added.length === 0) return 'known';
    }
    return 'added';
  },
  words(words, line) {
    const [word, tag] = wordsIn(line);
    if (word === undefined || word.length < 2 || word.length > 30 || (tag ?? '').length > 10) return 'wrong';
    if (words.some((known) => known.word === word)) return 'known';
    words.unshift({ word, ...(tag !== undefined && { tag }) });
    return 'added';
  },
  emotion(emotion, line) {
    const [word, feeling, weight = '3'] = wordsIn(line);
    const name = feeling === 'angry' || feeling === '生气' ? 'angry' : feeling === 'upset' || feeling === '不满' ? 'upset' : null;
    const strength = Number(weight);
    if (word === undefined || word in Object.prototype || name === null || !(strength >= 0 && strength <= 5)) return 'wrong';
    if (Object.hasOwn(emotion.angry, word) || Object.hasOwn(emotion.upset, word)) return 'known';
    emotion[name][word] = strength;
    return 'added';
  },
  gazetteer(gazetteer, line) {
    const [type, value, ...names] = wordsIn(line);
    if (type === undefined || value === undefined || !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(type) || type in Object.prototype || value in Object.prototype) return 'wrong';
    const forms = (gazetteer[type] ??= {});
    const known = Object.hasOwn(forms, value) ? forms[value]! : (forms[value] = []);
    const added = names.filter((name) => !known.includes(name));
    known.push(...added);
    return added.length > 0 || known.length === 0 ? 'added' : 'known';
  },
};

export function linesToContent(name: LexiconName, content: LexiconContent, text: string): Pasted {
  const copy = JSON.parse(JSON.stringify(content)) as LexiconContent;
  const take = TAKING[name] as Taking<LexiconContent>;
  const outcome: Pasted = { content: copy, added: 0, known: 0, wrong: [] };
  for (const line of text.split(/\r?\n/).map((one) => one.trim()).filter((one) => one !== '')) {
    const taken = take(copy, line);
    if (taken === 'wrong') outcome.wrong.push(line);
    else outcome[taken] += 1;
  }
  return outcome;
}
