import type { HandOver, HandOverReason, SlotValue } from '../contract/dialogState.ts';
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
  if (turn.queued) {
    turn.because.push(`已在排队，不重复转人工（${reason}）`);
    say(turn, 'desk.already_waiting');
  } else {
    turn.because.push(`转人工（${reason}）`);
    say(turn, reply);
    turn.handOver = target;
  }
  suspend(turn);
}

/** What agents see: what the customer gave, and the goods of the order. A phone number shows its last digits only. */
function known(turn: Turn): Record<string, SlotValue> {
  const { slots, form } = turn.state;
  const all = { ...slots, ...form?.slots, ...Object.fromEntries(turn.given) };
  const shown = Object.entries(all).filter(([name]) => turn.content.slots.has(name) || name === 'order_goods');
  return Object.fromEntries(shown.map(([name, value]) => [name, isPhone(turn, name) ? `****${String(value).slice(-4)}` : value]));
}

function isPhone({ content }: Turn, name: string): boolean {
  return content.slots.get(name)?.entities.includes('phone') === true;
}

/** The problem in one sentence, from the lines of the reason's own situation, of the topic, or for any topic. */
function restate(turn: Turn, reason: HandOverReason): string {
  const { topic } = turn.state;
  const { content, facts } = turn;
  const name = content.intents.get(topic ?? '')?.name;
  facts.set('hand_over_reason', reason);
  if (name !== undefined) facts.set('topic_name', name);
  const own = firstLine(turn, content.problems.get(topic ?? '*') ?? []);
  return own ?? firstLine(turn, content.problems.get('*') ?? []) ?? name ?? '客户需要人工服务。';
}
