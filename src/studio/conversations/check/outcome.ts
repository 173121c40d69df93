import { handOverReasonSchema, handOverSchema } from '../../../contract/dialogState.ts';
import type { closeReasonSchema } from '../../../contract/message.ts';
import type { ticketKindSchema } from '../../../contract/ticket.ts';
import type { CheckForm } from '../expectation.ts';
import type { Outcome } from '../outcome.ts';
import { alternatives, named } from './alternatives.ts';

const STATES = { 机器人: 'bot', 排队: 'queued', 人工: 'agent', 结束: 'closed' };
const KINDS = {
  服务投诉: 'service_complaint', 业务投诉: 'business_complaint', 升级投诉: 'escalated_complaint', 主管裁决: 'supervisor_decision', 跟进: 'follow_up',
  留言: 'left_message', 回电: 'callback', 申请: 'request', 建议: 'suggestion',
} as const satisfies Record<string, (typeof ticketKindSchema.options)[number]>;
const CLOSE_REASONS = {
  告别: 'goodbye', 开场沉默: 'silent_from_start', 中途沉默: 'silent', 骚扰: 'harassment', 人工: 'agent', 离开: 'left',
} as const satisfies Record<string, (typeof closeReasonSchema.options)[number]>;
const UNITS_MS: Readonly<Record<string, number>> = { 分钟: 60_000, 小时: 3_600_000, 天: 86_400_000 };

/** What becomes of the conversation: hand-over, queue, tickets, end. */
export const OUTCOME_CHECKS: readonly CheckForm[] = [
  [/^状态\s*(.+)$/, (wanted) => {
    const states = named(STATES, wanted!);
    return ({ state }) => (states.includes(state) ? null : state);
  }],
  [/^转人工$/, () => ({ handOver }) => (handOver === null ? '没有转人工' : null)],
  [/^转人工[(（](.+)[)）]$/, (wanted) => {
    const known: readonly string[] = [...handOverSchema.shape.skill.options, ...handOverReasonSchema.options];
    const parts = wanted!.split(/[，,]/).map(alternatives);
    for (const name of parts.flat()) if (!known.includes(name)) throw new Error(`“${name}”不是组，也不是转人工的原因`);
    return ({ handOver }) => {
      if (handOver === null) return '没有转人工';
      const isSo = parts.every((names) => names.includes(handOver.skill) || names.includes(handOver.reason));
      return isSo ? null : `转人工(${handOver.skill}，${handOver.reason})`;
    };
  }],
  [/^不转人工$/, () => ({ handOver }) => (handOver === null ? null : `转人工(${handOver.skill}，${handOver.reason})`)],
  [/^转到\s*(.+)$/, (wanted) => ({ state, known }) => (state !== 'bot' && alternatives(wanted!).includes(known.handOver?.skill ?? '') ? null : `${known.handOver?.skill ?? '没有转人工'}，${state}`)],
  [/^摘要含“(.+)”$/, (wanted) => (outcome) => (alternatives(wanted!).some((one) => summaryOf(outcome).includes(one)) ? null : summaryOf(outcome) || '没有摘要')],
  [/^摘要不含“(.+)”$/, (unwanted) => (outcome) => (alternatives(unwanted!).some((one) => summaryOf(outcome).includes(one)) ? summaryOf(outcome) : null)],
  [/^取消排队$/, () => ({ leftQueue }) => (leftQueue ? null : '没有取消排队')],
  [/^查单(?:\s*(\d+))?$/, (number) => ({ lookedUp }) => (number === '' ? lookedUp.length > 0 : lookedUp.includes(number!)) ? null : lookedUp.join('、') || '没有查订单'],
  [/^不查单$/, () => ({ lookedUp }) => (lookedUp.length === 0 ? null : lookedUp.join('、'))],
  [/^不记录$/, () => ({ tickets }) => (tickets.length === 0 ? null : tickets.map(({ kind }) => kind).join('、'))],
  [/^记录加急$/, () => ({ tickets, notes }) => ([...tickets, ...notes].some(({ urgent }) => urgent) ? null : '没有加急')],
  [/^记录补充(?:“(.+)”)?$/, (wanted) => ({ notes }) => {
    const isSo = wanted === '' ? notes.length > 0 : alternatives(wanted!).some((one) => notes.some(({ text }) => text.includes(one)));
    return isSo ? null : notes.map(({ text }) => text).join('；') || '没有补充';
  }],
  [/^记录撤回$/, () => ({ notes }) => (notes.some(({ withdraw }) => withdraw) ? null : '没有撤回')],
  [/^记录含“(.+)”$/, (wanted) => ({ tickets }) => {
    const written = tickets.map(({ content, reason, wish, contact, details }) => [content, reason, wish, contact, ...details.flatMap(({ label, value }) => [label, value])].join(' ')).join('\n');
    return alternatives(wanted!).some((one) => written.includes(one)) ? null : written || '没有记录';
  }],
  [/^记录\s*(.+)$/, (wanted) => {
    const kinds = named(KINDS, wanted!);
    return ({ tickets }) => (tickets.some(({ kind }) => kinds.includes(kind)) ? null : tickets.map(({ kind }) => kind).join('、') || '没有记录');
  }],
  [/^期限\s*(\d+)\s*(分钟|小时|天)$/, (count, unit) => ({ tickets, now_ms }) => {
    const dues = tickets.map(({ due_ms }) => due_ms);
    return dues.includes(now_ms + Number(count) * UNITS_MS[unit!]!) ? null : dues.map((due_ms) => (due_ms === null ? '没有期限' : `${(due_ms - now_ms) / 60_000} 分钟`)).join('、') || '没有记录';
  }],
  [/^结束$/, () => ({ closed }) => (closed === null ? '没有结束' : null)],
  [/^结束[(（](.+)[)）]$/, (wanted) => {
    const reasons = named(CLOSE_REASONS, wanted!);
    return ({ closed }) => (closed !== null && reasons.includes(closed) ? null : (closed ?? '没有结束'));
  }],
  [/^不结束$/, () => ({ closed }) => (closed === null ? null : closed)],
  [/^新会话$/, () => ({ isNew }) => (isNew ? null : '还是原来的会话')],
];

/** What an agent reads: the hand-over, and the tickets with what was added to them. */
function summaryOf({ known: { handOver, tickets, notes } }: Outcome): string {
  const about = handOver === null ? [] : [handOver.problem, handOver.emotion, ...handOver.tried, ...Object.values(handOver.slots).map(String)];
  const recorded = tickets.flatMap(({ content, reason, wish, details }) => [content, reason, wish, ...details.map(({ value }) => value)]);
  return [...about, ...recorded, ...notes.map(({ text }) => text)].filter((text) => text !== null).join('；');
}
