import type { Condition, SlotTest } from '../contract/content/dialog.ts';
import type { SlotValue } from '../contract/dialogState.ts';
import type { DialogContent } from './content.ts';
import { bytesOf } from './format.ts';
import { valuesOf, type Turn } from './turn.ts';
import { hasWords } from './words.ts';

/** How many things a condition asks for: the more, the more special the rule. */
export function partsOf(when: Condition): number {
  return Object.keys(when).length - (when.slots ? 1 : 0) + Object.keys(when.slots ?? {}).length;
}

/** Whether every part of a condition holds now. */
export function holds(when: Condition, turn: Turn): boolean {
  const { state, circumstances, meaning, queued } = turn;
  return (
    is(when.emotion, meaning?.emotion ?? 'calm') &&
    is(when.customer, circumstances.customer.kind) &&
    (when.queued === undefined || when.queued === queued) &&
    is(when.asked, state.asked) &&
    is(when.topic, state.topic) &&
    (when.words === undefined || anyOf(when.words, (name) => saysWords(turn, name))) &&
    (when.without === undefined || !anyOf(when.without, (name) => saysWords(turn, name))) &&
    (when.ticket === undefined || anyOf(when.ticket, (kind) => state.tickets.some((ticket) => ticket.kind === kind))) &&
    (when.solved === undefined || when.solved === state.solved) &&
    (when.rated === undefined || when.rated === state.ratingAsked) &&
    (when.calmed === undefined || when.calmed === hasCalmed(turn)) &&
    (when.continued === undefined || when.continued === state.continued) &&
    (when.gives === undefined || anyOf(when.gives, (name) => turn.given.has(name))) &&
    slotsHold(when.slots, turn)
  );
}

/** Angry the last time, and not now. */
export function hasCalmed({ state, meaning }: Turn): boolean {
  return meaning !== null && meaning.emotion !== 'angry' && state.emotions.at(-2) === 'angry';
}

/** Whether the message has a phrase of the word list. */
export function saysWords(turn: Turn, name: string): boolean {
  const list = turn.content.words.get(name);
  return list !== undefined && turn.text !== '' && hasWords(turn.text, list);
}

function is<T>(wanted: T | readonly T[] | undefined, actual: T | null): boolean {
  return wanted === undefined || anyOf(wanted, (one) => one === actual);
}

function anyOf<T>(wanted: T | readonly T[], test: (one: T) => boolean): boolean {
  return Array.isArray(wanted) ? (wanted as readonly T[]).some(test) : test(wanted as T);
}

function slotsHold(tests: Condition['slots'], turn: Turn): boolean {
  if (tests === undefined) return true;
  const values = valuesOf(turn);
  return Object.entries(tests).every(([name, test]) => passes(test, values(name), turn.content));
}

function passes(test: SlotTest, value: SlotValue | null, content: DialogContent): boolean {
  if (typeof test === 'boolean') return (value !== null && value !== false) === test;
  if (value === null) return false;
  if (typeof test !== 'object') return value === test;
  if (Array.isArray(test)) return test.some((one) => one === value);
  const bound = boundOf('over' in test ? test.over : test.upTo, content);
  if (typeof value !== 'number' || bound === null) return false;
  return 'over' in test ? value > bound : value <= bound;
}

/** The number of a figure, sizes in bytes. */
function boundOf(bound: string | number, { figures }: DialogContent): number | null {
  if (typeof bound === 'number') return bound;
  const figure = figures[bound];
  return typeof figure?.value === 'number' ? figure.value * (bytesOf(figure.unit) ?? 1) : null;
}
