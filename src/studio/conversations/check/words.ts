import type { Reply } from '../../../dialog/decision.ts';
import type { CheckForm } from '../expectation.ts';
import { textsOf, type Outcome } from '../outcome.ts';
import { alternatives } from './alternatives.ts';

/** An invitation to rate the service, by its card or in words. */
export function invitesRating({ card, text }: Reply): boolean {
  return card?.type === 'rating' || /评价|评分|打分|打个分|满意度/.test(text);
}

/** What the bot says. */
export const WORDS_CHECKS: readonly CheckForm[] = [
  [/^含“(.+)”$/, (wanted) => (outcome) => (alternatives(wanted!).some((one) => said(outcome).includes(one)) ? null : '没有这些字')],
  [/^不含“(.+)”$/, (unwanted) => (outcome) => {
    const found = alternatives(unwanted!).filter((one) => said(outcome).includes(one));
    return found.length === 0 ? null : `有“${found.join('”“')}”`;
  }],
  [/^首句含“(.+)”$/, (wanted) => ({ replies }) => {
    const first = /^[^。！？!?]*[。！？!?]?/.exec(replies[0]?.text ?? '')?.[0] ?? '';
    return alternatives(wanted!).some((one) => first.includes(one)) ? null : `首句是“${first}”`;
  }],
  [/^回复\s*(.+)$/, (wanted) => ({ replies }) => {
    const got = replies.map(({ template }) => template);
    return alternatives(wanted!).some((one) => got.includes(one)) ? null : got.join('、') || '没有回复';
  }],
  [/^不回复\s*(.+)$/, (unwanted) => ({ replies }) => {
    const found = replies.map(({ template }) => template).filter((one) => alternatives(unwanted!).includes(one));
    return found.length === 0 ? null : found.join('、');
  }],
  [/^不说话$/, () => ({ replies }) => (replies.length === 0 ? null : `说了 ${replies.length} 句`)],
  [/^只说\s*(\d+)\s*句$/, (count) => ({ replies }) => (replies.length <= Number(count) ? null : `说了 ${replies.length} 句`)],
  [/^选项“(.+)”$/, (wanted) => ({ replies }) => {
    const labels = replies.flatMap(({ options = [] }) => options.map(({ label }) => label));
    return alternatives(wanted!).some((one) => labels.some((label) => label.includes(one))) ? null : labels.join('、') || '没有选项';
  }],
  [/^卡片\s*(order|ticket|rating|订单|记录|评价)$/, (wanted) => ({ replies }) => {
    const type = { 订单: 'order', 记录: 'ticket', 评价: 'rating' }[wanted!] ?? wanted;
    return replies.some(({ card }) => card?.type === type) ? null : '没有这张卡片';
  }],
  [/^请评价$/, () => ({ replies }) => (replies.some(invitesRating) ? null : '没有请客户评价')],
  [/^不请评价$/, () => ({ replies }) => (replies.some(invitesRating) ? '请了客户评价' : null)],
  [/^遮盖$/, () => maskedEverywhere],
];

function said(outcome: Outcome): string {
  return [textsOf(outcome), ...outcome.replies.flatMap(({ options = [] }) => options.map(({ label }) => label))].join('\n');
}

/** Nothing private of the customer's line is said, remembered or handed on; only a phone number may be kept, to call it, and is never said whole. */
function maskedEverywhere(outcome: Outcome): string | null {
  const { text, meaning, dialog, handOver, tickets, notes } = outcome;
  // A phone number may be kept, to call it, but is not read out whole.
  const found = text === null || meaning === null ? [] : [...meaning.private, ...meaning.entities.filter(({ type }) => type === 'phone')];
  if (text === null || found.length === 0) return '没有发现要遮盖的内容';
  const kept = JSON.stringify([dialog, handOver, tickets, notes, outcome.reasons]);
  for (const { type, start, end } of found) {
    const secret = text.slice(start, end);
    if (textsOf(outcome).includes(secret)) return `说出了${type}`;
    if (type !== 'phone' && kept.includes(secret)) return `留下了${type}`;
  }
  return null;
}
