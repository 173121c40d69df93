import type { Entity, Meaning } from '../contract/meaning.ts';
import type { SlotValue } from '../contract/dialogState.ts';
import type { CompiledSlot } from './content.ts';
import { saysWords } from './condition.ts';
import { ORDER_FACTS } from './order.ts';
import type { Turn } from './turn.ts';
import { hasWords } from './words.ts';

/** Takes the slots out of the message, and remembers them for the conversation as far as they are about this customer. */
export function listen(turn: Turn): void {
  const { meaning } = turn;
  if (meaning === null) return;
  const asked = askedSlot(turn);
  for (const [name, slot] of turn.content.slots) {
    const value = fromEntities(slot, meaning) ?? fromWords(turn, slot, name === asked) ?? (name === asked ? fromDigits(slot, meaning) : null);
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
  slots[name] = value;
}

function fromEntities(slot: CompiledSlot, meaning: Meaning): SlotValue | null {
  for (const entity of meaning.entities) {
    if (!slot.entities.includes(entity.type) || isPrivate(meaning, entity)) continue;
    if (slot.choices.length === 0) return entity.value;
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

function fromDigits(slot: CompiledSlot, meaning: Meaning): SlotValue | null {
  if (slot.digits === undefined) return null;
  const [min, max] = slot.digits;
  return numbersIn(meaning).find((digits) => digits.length >= min && digits.length <= max) ?? null;
}

/** The runs of digits of a message, without those that are private. */
export function numbersIn(meaning: Meaning): string[] {
  const runs = masked(meaning).normalize('NFKC').match(/\d(?:[ -]?\d)*/g) ?? [];
  return runs.map((run) => run.replace(/[ -]/g, ''));
}

/** The customer's text with private data covered. */
export function masked(meaning: Meaning): string {
  const units = meaning.text.split('');
  for (const { start, end } of meaning.private) units.fill('＊', Math.min(start, units.length), Math.min(end, units.length));
  return units.join('');
}

function isPrivate(meaning: Meaning, entity: Entity): boolean {
  return meaning.private.some((span) => span.start < entity.end && entity.start < span.end);
}
