import type { Condition, DialogDocument, Form, ReplyDefinition, Rule, Slot } from '../../contract/content/dialog.ts';
import type { Figures } from '../../contract/content/figures.ts';
import type { Option } from '../../contract/message.ts';
import { CALENDAR_FACTS } from '../calendarFacts.ts';
import { ENGINE_FIGURES, ENGINE_FORMS, ENGINE_OPTIONS, ENGINE_REPLIES, ENGINE_SLOTS, ENGINE_WORDS } from '../engine.ts';
import { DUE_FIGURES } from '../due.ts';
import { ORDER_FACTS } from '../order.ts';
import { TICKET_FACTS } from '../ticket.ts';

/** What the dialogs have to know of an intent; its domain is the team that takes it. */
export type IntentName = { id: string; name: string; domain: string };

/** Everything that the documents name, from all of them together, and the problems found so far. */
export type Compiling = {
  figures: Figures;
  intents: Map<string, IntentName>;
  slots: Map<string, Slot>;
  words: Map<string, readonly string[]>;
  options: Map<string, Option>;
  replies: Map<string, ReplyDefinition>;
  forms: Map<string, Form>;
  rules: { rule: Rule; where: string }[];
  phrases: Map<string, DialogDocument['phrases'][string]>;
  restated: Map<string, DialogDocument['problems'][string]>;
  problems: string[];
};

/** Facts that the dialog knows without asking; texts and conditions use them like slots. */
export const FACTS: ReadonlySet<string> = new Set([...CALENDAR_FACTS, ...ORDER_FACTS, 'customer_name', 'form_name', 'topic_name', 'quote', 'hand_over_reason', 'queue_ahead', 'awaited', 'corrected', 'guess_name', 'rival_name', 'problem', ...TICKET_FACTS]);

/** Collects all names; a name that two documents define is a problem, and so is a missing one that the engine itself uses. */
export function gather(documents: readonly DialogDocument[], figures: Figures, intents: readonly IntentName[]): Compiling {
  const compiling: Compiling = {
    figures,
    intents: new Map(intents.map((intent) => [intent.id, intent])),
    slots: new Map(), words: new Map(), options: new Map(), replies: new Map(), forms: new Map(), rules: [],
    phrases: new Map(), restated: new Map(), problems: [],
  };
  for (const document of documents) {
    const add = <T>(kind: string, into: Map<string, T>, from: Record<string, T>) => {
      for (const [name, value] of Object.entries(from)) {
        if (into.has(name)) compiling.problems.push(`${document.id}: ${kind} “${name}” is defined twice`);
        into.set(name, value);
      }
    };
    add('slot', compiling.slots, document.slots);
    add('word list', compiling.words, document.words);
    add('option', compiling.options, document.options);
    add('reply', compiling.replies, document.replies);
    add('form', compiling.forms, document.forms);
    add('phrase', compiling.phrases, document.phrases);
    add('problem', compiling.restated, document.problems);
    document.rules.forEach((rule, index) => compiling.rules.push({ rule, where: `${document.id}: rule ${index + 1}` }));
  }
  checkEngineNames(compiling);
  checkSlots(compiling);
  return compiling;
}

function checkEngineNames(compiling: Compiling): void {
  const missing = (kind: string, names: readonly string[], has: (name: string) => boolean) => {
    for (const name of names) if (!has(name)) compiling.problems.push(`${kind} “${name}” is missing; the engine uses it`);
  };
  missing('reply', ENGINE_REPLIES, (name) => compiling.replies.has(name));
  missing('word list', ENGINE_WORDS, (name) => compiling.words.has(name));
  missing('option', ENGINE_OPTIONS, (name) => compiling.options.has(name));
  missing('form', ENGINE_FORMS, (name) => compiling.forms.has(name));
  missing('slot', ENGINE_SLOTS, (name) => compiling.slots.has(name));
  missing('figure', [...ENGINE_FIGURES, ...DUE_FIGURES], (name) => Object.hasOwn(compiling.figures, name));
}

function checkSlots(compiling: Compiling): void {
  for (const name of compiling.phrases.keys()) {
    if (FACTS.has(name) || compiling.slots.has(name)) compiling.problems.push(`phrase “${name}” has the name of a fact or slot`);
  }
  for (const [name, slot] of compiling.slots) {
    if (FACTS.has(name)) compiling.problems.push(`slot “${name}” has the name of a fact`);
    checkWords(compiling, `slot “${name}”`, slot.claimedBy);
    checkWords(compiling, `slot “${name}”`, slot.namedBy);
    checkWords(compiling, `slot “${name}”`, slot.capturedBy);
    checkWords(compiling, `slot “${name}”`, slot.called);
    if (slot.capturedBy !== undefined && slot.freeText === undefined) compiling.problems.push(`slot “${name}”: only free text can be captured`);
    checkIntent(compiling, `slot “${name}”`, slot.toldBy);
    checkSlot(compiling, `slot “${name}”`, slot.before);
    if (slot.digits && slot.digits[0] > slot.digits[1]) compiling.problems.push(`slot “${name}”: digits from more to fewer`);
  }
}

/** Whether texts and conditions may name it. */
export function isKnownName(compiling: Compiling, name: string): boolean {
  return compiling.slots.has(name) || compiling.phrases.has(name) || FACTS.has(name);
}

export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

export function checkReply(compiling: Compiling, where: string, names: string | readonly string[] | undefined): void {
  for (const name of listOf(names)) if (!compiling.replies.has(name)) compiling.problems.push(`${where}: unknown reply “${name}”`);
}

export function checkWords(compiling: Compiling, where: string, names: string | readonly string[] | undefined): void {
  for (const name of listOf(names)) if (!compiling.words.has(name)) compiling.problems.push(`${where}: unknown word list “${name}”`);
}

export function checkIntent(compiling: Compiling, where: string, names: string | readonly string[] | undefined): void {
  for (const name of listOf(names)) {
    if (!compiling.intents.has(name)) compiling.problems.push(`${where}: unknown intent “${name}”`);
  }
}

export function checkSlot(compiling: Compiling, where: string, names: string | readonly string[] | undefined): void {
  for (const name of listOf(names)) if (!compiling.slots.has(name)) compiling.problems.push(`${where}: unknown slot “${name}”`);
}

export function checkCondition(compiling: Compiling, where: string, when: Condition | undefined): void {
  if (when === undefined) return;
  checkIntent(compiling, where, when.topic);
  checkWords(compiling, where, when.words);
  checkWords(compiling, where, when.without);
  checkSlot(compiling, where, when.gives);
  const asked = new Set([...compiling.replies.values()].map((reply) => reply.asks));
  for (const question of listOf(when.asked)) {
    if (!asked.has(question)) compiling.problems.push(`${where}: no reply asks “${question}”`);
  }
  for (const [name, test] of Object.entries(when.slots ?? {})) {
    if (!compiling.slots.has(name) && !FACTS.has(name)) compiling.problems.push(`${where}: unknown slot or fact “${name}”`);
    if (typeof test !== 'object' || Array.isArray(test)) continue;
    const bound = 'over' in test ? test.over : test.upTo;
    if (typeof bound === 'string' && typeof compiling.figures[bound]?.value !== 'number') {
      compiling.problems.push(`${where}: “${bound}” is no figure with a number`);
    }
  }
}
