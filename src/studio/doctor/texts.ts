import type { DialogDocument } from '../../contract/content/dialog.ts';
import type { ForbiddenEntry } from '../../contract/content/forbidden.ts';
import { createForbidden } from '../../text/forbidden/check.ts';
import { finding, type Finding } from './finding.ts';

/** Looks at everything that a customer reads: what nobody says, 你 for 您, punctuation of half width. */
export function examineTexts(dialogs: readonly DialogDocument[], forbidden: readonly ForbiddenEntry[]): Finding[] {
  const check = createForbidden(forbidden);
  return dialogs.flatMap((dialog) => wordsOf(dialog).flatMap(({ name, text }) => {
    const where = [`dialogs/${dialog.id}.json`, name];
    return [
      ...check(text).map(({ text: found, because, instead }) =>
        finding('forbidden_phrase', where, { zh: `“${found}”：${because}；可以说“${instead[0]}”`, en: `“${found}”: ${because}; better: “${instead[0]}”` }, [text])),
      ...(/你/.test(text) ? [finding('familiar_you', where, { zh: '对客户用“您”', en: 'says 你 instead of 您' }, [text])] : []),
      ...halfWidthIn(text).map((mark) => finding('half_width_punctuation', where, { zh: `“${mark}”要用全角`, en: `“${mark}” has half width` }, [text])),
    ];
  }));
}

/** Everything that a customer reads of a topic. What options send is the customer's own words. */
function wordsOf({ replies, phrases, options, forms }: DialogDocument): { name: string; text: string }[] {
  return [
    ...Object.entries(replies).flatMap(([name, { text, cases }]) => [...text, ...cases.flatMap((one) => one.text)].map((each) => ({ name, text: each }))),
    ...Object.entries(phrases).flatMap(([name, lines]) => lines.map(({ text }) => ({ name, text }))),
    ...Object.entries(options).map(([name, { label }]) => ({ name, text: label })),
    ...Object.entries(forms).map(([name, form]) => ({ name, text: form.name })),
  ];
}

const CHINESE = String.raw`[\p{Script=Han}“”，。；：？！]`;
const HALF_WIDTH = new RegExp(String.raw`(?<=${CHINESE})[,;:?!()]|[,;:?!()](?=${CHINESE})`, 'gu');

/** Marks beside Chinese characters; what is filled in later is not ours. */
function halfWidthIn(text: string): string[] {
  return [...new Set(text.replace(/\{\{[^{}]*\}\}/g, '').match(HALF_WIDTH) ?? [])];
}
