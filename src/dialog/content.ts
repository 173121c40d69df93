import { JiedaError } from '../base/errors.ts';
import type { Caution } from '../contract/content/caution.ts';
import type { DialogDocument, Form, Rule, Slot } from '../contract/content/dialog.ts';
import type { Figures } from '../contract/content/figures.ts';
import type { Option } from '../contract/message.ts';
import { compileReplies, compileLines, compileTicketTexts, type CompiledLine, type CompiledReply } from './compile/replies.ts';
import { checkForms } from './compile/forms.ts';
import { checkRules, sortRules } from './compile/rules.ts';
import { gather, type Compiling, type IntentName } from './compile/names.ts';
import type { Template } from './template.ts';
import { compileWords, type WordList } from './words.ts';

/** Grows with every change of how documents are interpreted; part of the hash that names a release. */
export const DIALOG_VERSION = 2;

/** A slot with its phrases ready to be looked for. */
export type CompiledSlot = Slot & { choiceWords: readonly { value: string; words: WordList; asked: WordList }[] };

/** The dialogs of a release, every reference checked. */
export type DialogContent = {
  figures: Figures;
  caution: Caution;
  intents: ReadonlyMap<string, IntentName>;
  slots: ReadonlyMap<string, CompiledSlot>;
  words: ReadonlyMap<string, WordList>;
  replies: ReadonlyMap<string, CompiledReply>;
  options: ReadonlyMap<string, Option>;
  forms: ReadonlyMap<string, Form>;
  /** Intent → rules in the order in which they are tried. `*` is for intents that have no rule of their own. */
  rules: ReadonlyMap<string, readonly Rule[]>;
  phrases: ReadonlyMap<string, readonly CompiledLine[]>;
  problems: ReadonlyMap<string, readonly CompiledLine[]>;
  /** Source → template of the texts that tickets are written with. */
  ticketTexts: ReadonlyMap<string, Template>;
};

/**
 * Compiles the dialogs of a release.
 * @throws JiedaError `content.invalid` with all problems found.
 */
export function compileDialogs(documents: readonly DialogDocument[], figures: Figures, intents: readonly IntentName[], caution: Caution = 'normal'): DialogContent {
  const compiling: Compiling = gather(documents, figures, intents);
  const replies = compileReplies(compiling);
  const phrases = compileLines(compiling, 'phrase', compiling.phrases);
  const problems = compileLines(compiling, 'problem', compiling.restated);
  const ticketTexts = compileTicketTexts(compiling);
  checkRules(compiling);
  checkForms(compiling);
  if (compiling.problems.length > 0) throw new JiedaError('content.invalid', { problems: compiling.problems });
  return {
    figures,
    caution,
    intents: compiling.intents,
    slots: new Map([...compiling.slots].map(([name, slot]) => [name, compileSlot(slot)])),
    words: new Map([...compiling.words].map(([name, phrases]) => [name, compileWords(phrases)])),
    replies,
    options: compiling.options,
    forms: compiling.forms,
    rules: sortRules(compiling.rules),
    phrases,
    problems,
    ticketTexts,
  };
}

function compileSlot(slot: Slot): CompiledSlot {
  const choiceWords = slot.choices.map(({ value, words, asked }) => ({ value, words: compileWords([`=${value}`, ...words]), asked: compileWords(asked) }));
  return { ...slot, choiceWords };
}
