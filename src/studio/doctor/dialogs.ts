import { JiedaError } from '../../base/errors.ts';
import type { DialogDocument } from '../../contract/content/dialog.ts';
import type { ForbiddenPhrase } from '../../contract/content/forbidden.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import { compileDialogs } from '../../dialog/content.ts';
import { forbiddenIn } from '../forbidden.ts';
import { finding, type Finding } from './finding.ts';

/** Do the dialogs compile, has every intent an answer, and is nothing said that nobody should say? */
export function examineDialogs({ dialogs, figures, intents }: ReleaseContent, forbidden: readonly ForbiddenPhrase[]): Finding[] {
  const answered = new Set(dialogs.flatMap(({ rules }) => rules.flatMap((rule) => rule.intents)));
  return [
    ...problemsOf(() => compileDialogs(dialogs, figures, intents)),
    ...intents.filter(({ id }) => !answered.has(id)).map(({ id }) => finding('no_dialog_rule', [id], 'no dialog rule names it')),
    ...dialogs.flatMap((dialog) => wordsOf(dialog).flatMap(({ name, text }) => forbiddenIn(text, forbidden).map(({ phrase, because, instead }) =>
      finding('forbidden_phrase', [`dialogs/${dialog.id}`, name], `“${phrase}”: ${because}; better: ${instead}`, [text]),
    ))),
  ];
}

/** The problems that `work` was refused for, one finding each. Other errors are not of the content and go on. */
export function problemsOf(work: () => unknown): Finding[] {
  try {
    work();
    return [];
  } catch (error) {
    return findingsOfRefusal(error);
  }
}

export function findingsOfRefusal(error: unknown): Finding[] {
  if (!(error instanceof JiedaError) || error.code !== 'content.invalid') throw error;
  const problems = error.details?.['problems'];
  const messages = Array.isArray(problems) ? problems.map(String) : [JSON.stringify(error.details ?? {})];
  return messages.map((message) => finding('invalid', [], message));
}

/** Everything that a customer reads of a topic. Labels of options are the customer's own words. */
function wordsOf({ replies, phrases }: DialogDocument): { name: string; text: string }[] {
  return [
    ...Object.entries(replies).flatMap(([name, { text, cases }]) => [...text, ...cases.flatMap((one) => one.text)].map((each) => ({ name, text: each }))),
    ...Object.entries(phrases).flatMap(([name, lines]) => lines.map(({ text }) => ({ name, text }))),
  ];
}
