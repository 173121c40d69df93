import type { Meaning, Part } from '../contract/meaning.ts';
import { answerInForm, answerMessage } from './answer.ts';
import { REMEMBERED } from './engine.ts';
import { listen } from './listen.ts';
import { applyRule, findRule } from './rule.ts';
import { say } from './say.ts';
import { heard, type Turn } from './turn.ts';

/**
 * Several matters in one message. What is answered by words alone comes first, in the order of the message; of the forms the first one runs, so
 * that the turn ends with one question, and the others wait; a wish for a person is granted last.
 */
export function answerParts(turn: Turn, parts: readonly Part[]): void {
  const whole = turn.meaning!;
  const matters = parts.map((part) => {
    hear(turn, partMeaning(whole, part));
    return { part, rule: findRule(turn) };
  });
  const isFarewell = ({ rule }: (typeof matters)[number]) => rule?.then.close === true;
  // A goodbye beside a matter is only politeness.
  const open = matters.every((matter) => isFarewell(matter) || matter.rule === null) ? matters : matters.filter((matter) => !isFarewell(matter));
  const place = ({ rule }: (typeof matters)[number]) => (rule?.then.handOver ? 2 : rule?.then.form ? 1 : 0);
  let started = turn.state.form !== null;
  for (const { part, rule } of open.toSorted((a, b) => place(a) - place(b))) {
    hear(turn, partMeaning(whole, part));
    if (rule === null) continue;
    if (rule.then.form !== undefined && started && turn.state.form?.form !== rule.then.form) waitForm(turn, rule.then.form);
    else if (turn.state.form === null) applyRule(turn, rule, false);
    else answerInForm(turn, rule);
    started ||= turn.state.form !== null;
  }
  hear(turn, whole);
  if (turn.replies.length === 0) answerMessage(turn);
}

/** From here on the turn answers this meaning. */
function hear(turn: Turn, meaning: Meaning): void {
  turn.meaning = meaning;
  turn.text = heard(meaning);
  turn.given.clear();
  listen(turn);
}

/** A part as a message of its own; its spans count from its own beginning. */
function partMeaning(whole: Meaning, part: Part): Meaning {
  const entities = part.entities.map((entity) => ({ ...entity, start: entity.start - part.start, end: entity.end - part.start }));
  const { parts: _parts, simplified: _simplified, ...rest } = whole;
  return { ...rest, ...part, text: whole.text.slice(part.start, part.end), entities, private: [], emotion: whole.emotion };
}

/** Another matter of the same message waits until the one that is being dealt with is done. */
function waitForm(turn: Turn, name: string): void {
  const form = turn.content.forms.get(name);
  if (form === undefined) return;
  const { state } = turn;
  const waiting = { form: name, version: form.version, step: form.start, slots: Object.fromEntries(turn.given), tries: 0 };
  state.suspended = [...state.suspended.filter((other) => other.form !== name), waiting].slice(-REMEMBERED.suspended);
  state.offered = false;
  turn.because.push(`“${form.name}”排在后面`);
  turn.facts.set('form_name', form.name);
  const question = turn.replies.pop();
  const { asks } = turn;
  say(turn, 'desk.next_matter');
  if (question !== undefined) turn.replies.push(question);
  turn.asks = asks;
}
