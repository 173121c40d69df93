import { expect, test } from '@jest/globals';
import type { Part } from '../../src/contract/meaning.ts';
import { Chat, meaningOf, templatesOf } from './support.ts';

/** A message of several matters, each understood on its own. */
function several(...matters: [text: string, intent: string][]) {
  const text = matters.map(([one]) => one).join('；');
  let start = 0;
  const parts = matters.map(([one, intent]): Part => {
    const part = { text: one, start, end: start + one.length, intent, confidence: 0.95, alternatives: [], emotion: 'calm' as const, entities: [], reason: '' };
    start += one.length + 1;
    return part;
  });
  return { type: 'said' as const, meaning: { ...meaningOf(text, { intent: matters[0]![1] }), parts }, queued: false };
}

test('what words answer is answered at once, all of it', () => {
  expect(templatesOf(new Chat().happens(several(['退货邮费谁出', 'return_policy'], ['保修多久', 'warranty'])))).toEqual(['returns.policy', 'goods.warranty']);
});

test('of two that need questions one runs and the other waits; the turn ends with one question', () => {
  const chat = new Chat();
  const decision = chat.happens(several(['查物流', 'shipping_status'], ['我登不上', 'login_failure']));
  expect(templatesOf(decision)).toEqual(['desk.next_matter', 'shipping.ask_number']);
  expect(chat.state).toMatchObject({ form: { form: 'track_order' }, suspended: [{ form: 'log_in' }] });
});

test('a question beside a form is answered before the form asks', () => {
  const decision = new Chat().happens(several(['查物流', 'shipping_status'], ['退货邮费谁出', 'return_policy']));
  expect(templatesOf(decision)).toEqual(['returns.policy', 'shipping.ask_number']);
});

test('a person comes last, with the rest answered', () => {
  const decision = new Chat().happens(several(['转人工', 'human_agent'], ['退货邮费谁出', 'return_policy']));
  expect(templatesOf(decision)[0]).toBe('returns.policy');
  expect(decision.handOver).not.toBeNull();
});

test('a goodbye beside a matter is only politeness', () => {
  const decision = new Chat().happens(several(['退货邮费谁出', 'return_policy'], ['拜拜', 'goodbye']));
  expect(templatesOf(decision)).toEqual(['returns.policy']);
  expect(decision.close).toBeNull();
});
