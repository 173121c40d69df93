import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { JiedaError } from '../../src/base/errors.ts';
import { demoCustomersSchema, demoOrdersSchema } from '../../src/contract/content/demo.ts';
import { dialogDocumentSchema, type DialogDocument } from '../../src/contract/content/dialog.ts';
import { compileDialogs } from '../../src/dialog/content.ts';
import { DOCUMENTS, FIGURES, INTENTS } from './support.ts';

const TEXTS = DOCUMENTS.flatMap((document) =>
  Object.entries(document.replies).flatMap(([name, reply]) => [...reply.text, ...reply.cases.flatMap(({ text }) => text)].map((text) => [name, text] as const)),
);

/** The default documents with one more. */
function withDocument(extra: Record<string, unknown>): DialogDocument[] {
  return [...DOCUMENTS, dialogDocumentSchema.parse({ id: 'extra', name: '测试', rev: 1, ...extra })];
}

function problemsOf(documents: DialogDocument[]): string[] {
  try {
    compileDialogs(documents, FIGURES, INTENTS);
    return [];
  } catch (error) {
    if (!(error instanceof JiedaError) || error.code !== 'content.invalid') throw error;
    return error.details!['problems'] as string[];
  }
}

const reply = (text: string) => ({ text: [text, `${text}二`, `${text}三`] });
const ending = (steps: Record<string, unknown>) => ({ name: '测试', version: 1, topic: 'invoice', start: 'a', steps });

describe('what is wrong in a document is found before it serves anybody', () => {
  test.each([
    ['an unknown slot in a text', { replies: { 'extra.x': reply('{{nobody}}') } }, 'names an unknown slot'],
    ['an unknown figure', { replies: { 'extra.x': reply('{{figure:nothing}}') } }, 'names an unknown figure'],
    ['an unknown format', { replies: { 'extra.x': reply('{{order_number|roman}}') } }, 'unknown format'],
    ['a lonely bracket', { replies: { 'extra.x': reply('{{order_number') } }, 'without its partner'],
    ['a rule that names an unknown reply', { rules: [{ intents: ['invoice'], then: { reply: 'extra.none' } }] }, 'unknown reply'],
    ['a rule for an unknown intent', { rules: [{ intents: ['nonsense'], then: { reply: 'talk.affirm' } }] }, 'unknown intent'],
    ['a rule with an unknown form', { rules: [{ intents: ['invoice'], then: { form: 'none' } }] }, 'unknown form'],
    ['a rule that answers everything', { rules: [{ intents: ['*'], then: { reply: 'talk.affirm' } }] }, 'answers everything'],
    ['a condition on an unknown word list', { rules: [{ intents: ['invoice'], when: { words: 'none' }, then: { reply: 'talk.affirm' } }] }, 'unknown word list'],
    ['a condition on a question that nobody asks', { rules: [{ intents: ['invoice'], when: { asked: 'what' }, then: { reply: 'talk.affirm' } }] }, 'no reply asks'],
    ['a bound that is no number', { rules: [{ intents: ['invoice'], when: { slots: { file_size: { over: 'desk_opens' } } }, then: { reply: 'talk.affirm' } }] }, 'no figure with a number'],
    ['a step that is not there', { forms: { x: ending({ a: { type: 'say', reply: 'talk.affirm', next: 'b' } }) } }, 'unknown step “b”'],
    ['a step that nothing leads to', { forms: { x: ending({ a: { type: 'end' }, b: { type: 'end' } }) } }, 'nothing leads to step “b”'],
    ['a form without an end', { forms: { x: ending({ a: { type: 'lookUp', slot: 'order_number', saying: 'talk.affirm', found: 'a', notFound: 'a', failed: 'a' } }) } }, 'no way out'],
    ['a circle in which nobody is asked', { forms: { x: ending({ a: { type: 'say', reply: 'talk.affirm', next: 'b' }, b: { type: 'branch', cases: [{ when: { queued: true }, next: 'c' }], else: 'a' }, c: { type: 'end' } }) } }, 'leads to itself'],
    ['a text that stands twice', { replies: { 'extra.x': reply('再见，{{farewell_wish}}。') } }, 'also stands in'],
    ['a name that is used twice', { replies: { 'talk.affirm': reply('好呀') } }, 'is defined twice'],
    ['a phrase within a phrase', { phrases: { x: [{ text: '{{salutation}}' }] } }, 'names an unknown slot'],
  ])('%s', (_what, extra, problem) => {
    expect(problemsOf(withDocument(extra)).join('\n')).toContain(problem);
  });

  test('all problems at once, and what the engine needs', () => {
    const problems = problemsOf(DOCUMENTS.filter(({ id }) => id !== 'desk'));
    expect(problems).toContainEqual(expect.stringContaining('reply “desk.outside” is missing'));
    expect(problems).toContainEqual(expect.stringContaining('option “person” is missing'));
    expect(problems.length).toBeGreaterThan(10);
  });

  test('fewer than three variants are refused', () => {
    expect(dialogDocumentSchema.safeParse({ id: 'x', name: 'x', rev: 1, replies: { 'x.y': { text: ['一', '二'] } } }).success).toBe(false);
  });
});

describe('the default content', () => {
  test('compiles', () => {
    expect(problemsOf(DOCUMENTS)).toEqual([]);
  });

  test('promises nothing, blames nobody, uses no jargon and no forbidden words', () => {
    const forbidden = /马上|保证|一定会|立刻|立即|规定|不可能|不关|不清楚[。，]|快递的问题|缓存|工单|喂|嘿|你(?!们)|亲[，~]|无条件|必须/;
    expect(TEXTS.filter(([, text]) => forbidden.test(text))).toEqual([]);
  });

  test('uses full-width punctuation', () => {
    const halfWidth = /[\u4e00-\u9fff}][,;!?:]|[,;!?][\u4e00-\u9fff]|\.{3}|\.$/;
    expect(TEXTS.filter(([, text]) => halfWidth.test(text.replace(/\{\{[^}]*\}\}/g, '甲')))).toEqual([]);
  });

  test('is short enough to be read on a phone', () => {
    expect(TEXTS.filter(([, text]) => text.replace(/\{\{[^}]*\}\}/g, '数值').length > 130)).toEqual([]);
  });

  test('states figures by name only', () => {
    expect(TEXTS.filter(([, text]) => /\d|[一二三四五六七八九十]{1,3}(天|小时|分钟|折|元)/.test(text.replace(/\{\{[^}]*\}\}/g, '').replace(/VIP98|VIP198|畅享59|畅享99|家庭149/g, '')))).toEqual([]);
  });

  test('demo orders and customers have their form', () => {
    const read = (name: string) => JSON.parse(readFileSync(new URL(`../../data/demo/${name}.json`, import.meta.url), 'utf8')) as unknown;
    expect(demoOrdersSchema.parse(read('orders')).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `20261101000${n}`));
    expect(demoCustomersSchema.parse(read('customers')).map(({ id }) => id)).toEqual(['u-new', 'u-old', 'u-vip']);
  });
});
