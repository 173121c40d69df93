import type { HandOver, HandOverReason, SlotValue } from '../contract/dialogState.ts';
import { isClosed, offerMessage } from './closed.ts';
import { suspend } from './form/suspend.ts';
import { firstLine, say } from './say.ts';
import { intentOf, skillOf } from './skill.ts';
import type { Turn } from './turn.ts';

export type HandOverTarget = { reason: HandOverReason; skill?: HandOver['skill'] | undefined; reply: string };

/**
 * Hands the conversation over to a person, and says so; one who waits already is told that instead. A form that runs is kept, so that
 * what it asks for can still be given while the customer waits.
 */
export function handOver(turn: Turn, { reason, skill, reply }: HandOverTarget): void {
  const target: HandOver = {
    reason,
    problem: restate(turn, reason),
    intent: turn.state.topic ?? intentOf(turn),
    emotion: turn.meaning?.emotion ?? turn.state.emotions.at(-1) ?? 'calm',
    skill: skill ?? skillOf(turn),
    tried: [...turn.state.tried],
    slots: known(turn),
  };
  if (isClosed(turn)) return offerMessage(turn, target);
  if (turn.queued) {
    turn.because.push(`已在排队，不重复转人工（${reason}）`);
    say(turn, 'desk.already_waiting');
  } else {
    turn.because.push(`转人工（${reason}）`);
    say(turn, reply);
    turn.handOver = target;
    turn.state.waiting = target;
  }
  suspend(turn);
}

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
