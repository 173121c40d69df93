import { describe, expect, it } from '@jest/globals';
import type { Meaning } from '../../../src/contract/meaning.ts';
import { questionsOf } from '../../../src/desk/report/questions.ts';
import { aMessage } from '../../support/conversation.ts';

/** Tuesday, 23:30 in Shanghai. */
const AT_MS = Date.parse('2026-11-24T15:30:00Z');
let seq = 0;

const meaning = (intent: string, changes: Partial<Meaning> = {}): Meaning => ({
  text: intent, intent, confidence: 0.9, alternatives: [{ intent, confidence: 0.9 }], emotion: 'calm', entities: [], private: [], decidedBy: 'classifier', reason: '', ...changes,
});
const asks = (intent: string, changes: Partial<Meaning> = {}, at_ms = AT_MS) => aMessage({ seq: (seq += 1), sender: 'customer', kind: 'text', text: intent, meaning: meaning(intent, changes), at_ms });
const says = (reason: string) => aMessage({ seq: (seq += 1), sender: 'bot', kind: 'text', text: '…', meaning: null, explanation: { template: 'x', variant: 0, reason, release: 1 } });
const counted = (...lines: Parameters<typeof questionsOf>[0]) => questionsOf(lines, 'Asia/Shanghai');

describe('what a customer asked', () => {
  it('counts by intent and by the hour of the desk’s clocks', () => {
    const { counts, gaps } = counted(asks('invoice'), says('规则'), asks('invoice', {}, AT_MS + 3_600_000), says('规则'));
    expect(counts).toEqual([{ day: '2026-11-24', hour: 23, intent: 'invoice', asked: 1 }, { day: '2026-11-25', hour: 0, intent: 'invoice', asked: 1 }]);
    expect(gaps).toEqual([]);
  });

  it('leaves out what answers, what only a person read, and what only a form understood', () => {
    expect(counted(asks('affirm'), says('规则'), asks('out_of_scope'), says('表单 x 的一步'), asks('invoice'))).toEqual({ counts: [], gaps: [] });
  });

  it('counts each of several questions in one line', () => {
    const part = (intent: string) => ({ ...meaning(intent), start: 0, end: 1 });
    expect(counted(asks('invoice', { parts: [part('invoice'), part('warranty')] }), says('规则')).counts.map(({ intent }) => intent)).toEqual(['invoice', 'warranty']);
  });

  it('notes what was not understood under the intent that came nearest', () => {
    const far = { alternatives: [{ intent: 'out_of_scope', confidence: 0.7 }, { intent: 'invoice', confidence: 0.2 }] };
    const { counts, gaps } = counted(asks('out_of_scope', far), says('没有听懂；#outside'), asks('out_of_scope'), says('没有听懂；#outside；#choice:invoice'));
    expect(counts.map(({ intent, asked }) => [intent, asked])).toEqual([['out_of_scope', 2]]);
    expect(gaps.map(({ kind, nearest, confidence, day }) => [kind, nearest, confidence, day])).toEqual([['outside', 'invoice', 0.2, '2026-11-24'], ['outside', null, 0, '2026-11-24']]);
  });

  it('tells what was asked back about, and what was answered without being sure', () => {
    const { gaps } = counted(asks('invoice'), says('没有十足把握；#restated:invoice'), asks('warranty', { confidence: 0.4 }), says('规则'), asks('warranty', { confidence: 0.4, decidedBy: 'rule' }), says('规则'));
    expect(gaps.map(({ kind, nearest }) => [kind, nearest])).toEqual([['clarified', 'invoice'], ['unsure', 'warranty']]);
  });

  it('blames the line that was misread, not the one that says so', () => {
    const asked = asks('invoice');
    const { gaps } = counted(asked, says('规则'), asks('warranty'), says('规则'), asks('deny'), says('客户说不是这个意思；#negated:invoice'));
    expect(gaps).toEqual([expect.objectContaining({ kind: 'misunderstood', seq: asked.seq, nearest: 'invoice' })]);
  });
});
