import { JiedaError } from '../../base/errors.ts';
import type { DialogDocument } from '../../contract/content/dialog.ts';
import type { ForbiddenEntry } from '../../contract/content/forbidden.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import { compileDialogs } from '../../dialog/content.ts';
import { finding, type Finding } from './finding.ts';
import { inChinese } from './problem.ts';
import { examineTexts } from './texts.ts';
import { examineUpset } from './upset.ts';
import { examineUse } from './use.ts';

/**
 * Do the dialogs compile, has every intent an answer, is nothing said that nobody should say, and is nothing written in vain? `only`: the topic whose
 * texts are read, where somebody waits for the answer; otherwise those of all.
 */
export function examineDialogs({ dialogs, figures, intents }: ReleaseContent, forbidden: readonly ForbiddenEntry[], only?: string): Finding[] {
  return [
    ...problemsOf(() => compileDialogs(dialogs, figures, intents)),
    ...withoutRule(dialogs, intents),
    ...examineTexts(only === undefined ? dialogs : dialogs.filter(({ id }) => id === only), forbidden),
    ...examineUse(dialogs, figures),
    ...examineUpset(dialogs, intents),
  ];
}

function withoutRule(dialogs: readonly DialogDocument[], intents: ReleaseContent['intents']): Finding[] {
  const answered = new Set(dialogs.flatMap(({ rules }) => rules.flatMap((rule) => rule.intents)));
  const missing = intents.filter(({ id }) => !answered.has(id));
  return missing.map(({ id }) => finding('no_dialog_rule', [id], { zh: '没有规则回答它', en: 'no dialog rule names it' }));
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
  return messages.map((message) => finding('invalid', [], { zh: inChinese(message), en: message }));
}
