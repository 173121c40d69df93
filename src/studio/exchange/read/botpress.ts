import { withoutAnnotations } from './annotations.ts';
import { isObject, listOf, memberOf, textOf } from './json.ts';
import { notesOf, type LineSource, type ReadLine } from './source.ts';

/** Whether JSON is an export of Botpress 12: questions and answers, or intents with utterances by language. */
export function looksLikeBotpress(value: unknown): boolean {
  return entriesOf(value).some((entry) => isObject(memberOf(entry, 'utterances')) || isObject(questionsOf(entry)));
}

/** The sentences of an export of Botpress 12, Chinese ones where there are any. Answers and slots are counted only. */
export function readBotpress(value: unknown): LineSource {
  const counts = { annotations: 0, answers: 0, entities: 0, languages: 0 };
  const lines: ReadLine[] = [];
  for (const [index, entry] of entriesOf(value).entries()) {
    const byLanguage = memberOf(entry, 'utterances') ?? questionsOf(entry);
    if (!isObject(byLanguage)) continue;
    const intent = textOf(memberOf(entry, 'name')) || textOf(memberOf(entry, 'id'));
    counts.entities += listOf(memberOf(entry, 'slots')).length;
    counts.answers += isObject(memberOf(memberOf(entry, 'data') ?? entry, 'answers')) ? 1 : 0;
    const { texts, others } = chinese(byLanguage);
    counts.languages += others;
    for (const [number, sentence] of texts.entries()) {
      const { text, marked } = withoutAnnotations(sentence);
      counts.annotations += marked;
      lines.push({ at: `${index + 1}.${number + 1}`, intent, text, emotion: null });
    }
  }
  return { format: 'botpress', lines, notes: notesOf(counts) };
}

function entriesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const lists = [...listOf(memberOf(value, 'qnas')), ...listOf(memberOf(value, 'intents'))];
  return lists.length > 0 ? lists : [value];
}

function questionsOf(entry: unknown): unknown {
  return memberOf(memberOf(entry, 'data') ?? entry, 'questions');
}

function chinese(byLanguage: Record<string, unknown>): { texts: string[]; others: number } {
  const languages = Object.keys(byLanguage);
  const own = languages.filter((language) => /^zh\b/i.test(language));
  const chosen = own.length > 0 ? own : languages;
  const count = (names: string[]) => names.flatMap((name) => listOf(byLanguage[name]).map(textOf));
  return { texts: count(chosen), others: count(languages.filter((name) => !chosen.includes(name))).length };
}
