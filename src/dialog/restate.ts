import type { HandOverReason, SlotValue } from '../contract/dialogState.ts';
import { firstLine } from './say.ts';
import type { Turn } from './turn.ts';

/** What agents see: what the customer gave, and the goods of the order. A phone number shows its last digits only. */
export function known(turn: Turn): Record<string, SlotValue> {
  const { slots, form, suspended } = turn.state;
  const all = { ...slots, ...(form ?? suspended.at(-1))?.slots, ...Object.fromEntries(turn.given) };
  const shown = Object.entries(all).filter(([name]) => isShown(turn, name));
  return Object.fromEntries(shown.map(([name, value]) => [name, isPhone(turn, name) ? `****${String(value).slice(-4)}` : value]));
}

/** Texts that nobody asked for are told by the problem already. */
function isShown({ content, state }: Turn, name: string): boolean {
  if (name === 'order_goods') return true;
  const slot = content.slots.get(name);
  return slot !== undefined && ((slot.capturedBy === undefined && slot.toldBy === undefined) || Object.hasOwn(state.form?.slots ?? {}, name));
}

function isPhone({ content }: Turn, name: string): boolean {
  return content.slots.get(name)?.entities.includes('phone') === true;
}

/** The problem in one sentence, from the lines of the reason's own situation, of the topic, or for any topic. */
export function restate(turn: Turn, reason: HandOverReason): string {
  const { topic } = turn.state;
  const { content, facts } = turn;
  const name = content.intents.get(topic ?? '')?.name;
  facts.set('hand_over_reason', reason);
  if (name !== undefined) facts.set('topic_name', name);
  const own = firstLine(turn, content.problems.get(topic ?? '*') ?? []);
  return own ?? firstLine(turn, content.problems.get('*') ?? []) ?? name ?? '客户需要人工服务。';
}
