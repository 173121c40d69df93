import type { Entity, Meaning } from '../contract/meaning.ts';
import type { SlotValue } from '../contract/dialogState.ts';
import type { CompiledSlot } from './content.ts';
import { saysWords } from './condition.ts';
import { ORDER_FACTS } from './order.ts';
import type { Turn } from './turn.ts';
import { listOf } from './compile/names.ts';
import { capture, cover, gist } from './gist.ts';
import { hasWords } from './words.ts';

/** Takes the slots out of the message, and remembers them for the conversation as far as they are about this customer. */
export function listen(turn: Turn): void {
  const { meaning } = turn;
  if (meaning === null) return;
  const asked = askedSlot(turn);
  for (const [name, slot] of turn.content.slots) {
    const value = fromEntities(slot, meaning) ?? fromWords(turn, slot, name === asked) ?? (name === asked || isNamed(turn, slot) ? fromDigits(slot, meaning) : null) ?? captured(turn, name, slot, name === asked);
    if (value === null) continue;
    turn.given.set(name, value);
    if (slot.keep === 'conversation' && (slot.claimedBy === undefined || name === asked || saysWords(turn, slot.claimedBy))) remember(turn, name, value);
  }
}

/** The slot that the running form asks for. */
function askedSlot({ state, content }: Turn): string | null {
  const step = state.form === null ? undefined : content.forms.get(state.form.form)?.steps[state.form.step];
  return step?.type === 'ask' ? step.slot : null;
}

function remember(turn: Turn, name: string, value: SlotValue): void {
  const { slots } = turn.state;
  // What is known of one order must not be told of another.
  if (name === 'order_number' && slots[name] !== value) for (const fact of ORDER_FACTS) delete slots[fact];
  const before = turn.content.slots.get(name)?.before;
  if (before !== undefined && slots[name] !== undefined && slots[name] !== value) slots[before] = slots[name];
  slots[name] = value;
}

function fromEntities(slot: CompiledSlot, meaning: Meaning): SlotValue | null {
  for (const entity of meaning.entities) {
    if (!slot.entities.includes(entity.type) || (entity.type !== 'phone' && isPrivate(meaning, entity))) continue;
    if (slot.choices.length === 0) return slot.asSaid ? entity.text : entity.value;
    const choice = slot.choiceWords.find(({ value, words }) => value === entity.value || hasWords(String(entity.value), words));
    if (choice !== undefined) return choice.value;
  }
  return null;
}

function fromWords(turn: Turn, slot: CompiledSlot, asked: boolean): SlotValue | null {
  const always = slot.choiceWords.find(({ words }) => hasWords(turn.text, words));
  const answer = always ?? (asked ? slot.choiceWords.find((choice) => hasWords(turn.text, choice.asked)) : undefined);
  return answer?.value ?? null;
}

/** A text that its words announce, although nobody has asked for it. */
function captured(turn: Turn, name: string, slot: CompiledSlot, asked: boolean): string | null {
  // What was told first is told; later words only change it as a correction.
  if (slot.freeText === undefined || asked || Object.hasOwn(turn.state.form?.slots ?? {}, name)) return null;
  const text = (slot.capturedBy === undefined ? null : capture(turn, slot.capturedBy)) ?? told(turn, slot);
  return text?.slice(0, slot.freeText) ?? null;
}

/** Shorter messages only announce that something will be told. */
const TOLD_LENGTH = 10;

function told(turn: Turn, slot: CompiledSlot): string | null {
  const text = listOf(slot.toldBy).some((intent) => intent === turn.meaning?.intent) ? gist(turn) : '';
  return text.length < TOLD_LENGTH ? null : text;
}

function isNamed(turn: Turn, slot: CompiledSlot): boolean {
  return slot.namedBy !== undefined && saysWords(turn, slot.namedBy);
}

function fromDigits(slot: CompiledSlot, meaning: Meaning): SlotValue | null {
  if (slot.digits === undefined) return null;
  const [min, max] = slot.digits;
  return numbersIn(meaning, slot).find((digits) => digits.length >= min && digits.length <= max) ?? null;
}

/** The runs of digits of a message, without those that are private or known to be something else than this slot (a phone number, a date). */
export function numbersIn(meaning: Meaning, { entities }: { entities: readonly string[] }): string[] {
  const others = meaning.entities.filter(({ type }) => !entities.includes(type));
  const runs = cover(meaning.text, [...meaning.private, ...others]).normalize('NFKC').match(/\d(?:[ -]?\d)*/g) ?? [];
  return runs.map((run) => run.replace(/[ -]/g, ''));
}

function isPrivate(meaning: Meaning, entity: Entity): boolean {
  return meaning.private.some((span) => span.start < entity.end && entity.start < span.end);
}
