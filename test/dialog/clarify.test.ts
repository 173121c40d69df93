import { describe, expect, test } from '@jest/globals';
import type { Caution } from '../../src/contract/content/caution.ts';
import { Chat, CONTENT, optionsOf, templatesOf, textOf } from './support.ts';

const middling = (intent: string, second?: [string, number]) => ({
  intent, confidence: 0.5, alternatives: second === undefined ? [] : [{ intent: second[0], confidence: second[1] }],
});

describe('understood halfway', () => {
  test('is restated, and done on yes with everything that was said', () => {
    const chat = new Chat();
    const asked = chat.says('那个杯子保多久', middling('warranty'));
    expect(templatesOf(asked)).toEqual(['desk.restate']);
    expect(textOf(asked)).toContain('保修');
    expect(asked.reason).toContain('#restated:warranty');
    const answer = chat.says('对', { intent: 'affirm' });
    expect(templatesOf(answer)).toEqual(['goods.warranty']);
    expect(answer.reason).toContain('#confirmed:warranty');
  });

  test('a careful bot asks where others are sure enough, and a bold one acts where others ask', () => {
    const answerOf = (caution: Caution, confidence: number) => templatesOf(new Chat({}, { ...CONTENT, caution }).says('那个杯子保多久', { intent: 'warranty', confidence }));
    expect([answerOf('careful', 0.7), answerOf('normal', 0.7)]).toEqual([['desk.restate'], ['goods.warranty']]);
    expect([answerOf('normal', 0.55), answerOf('bold', 0.55)]).toEqual([['desk.restate'], ['goods.warranty']]);
  });

  test('two near meanings are both offered', () => {
    const asked = new Chat().says('那个东西不行', middling('return_request', ['product_fault', 0.4]));
    expect(templatesOf(asked)).toEqual(['desk.choose']);
    expect(optionsOf(asked)).toEqual(['申请退换货', '产品坏了', '转人工']);
    expect(asked.reason).toContain('#choice:return_request,product_fault');
  });

  test('the button and “第二个” mean what stands there, whatever the classifier says', () => {
    for (const text of ['产品坏了要报修', '第二个']) {
      const chat = new Chat();
      chat.says('那个东西不行', middling('return_request', ['product_fault', 0.4]));
      chat.says(text, { intent: 'order_cancel', confidence: 0.9 });
      expect(chat.state.topic).toBe('product_fault');
    }
  });

  test('the same is never asked twice: then it is acted on', () => {
    const chat = new Chat();
    chat.says('那个杯子保多久', middling('warranty'));
    expect(templatesOf(chat.says('就是杯子能保多久', middling('warranty')))).toEqual(['goods.warranty']);
  });

  test('what is the topic already, or has words of its own, is not asked about', () => {
    const chat = new Chat();
    chat.says('退货邮费谁出', { intent: 'return_policy' });
    expect(templatesOf(chat.says('那多久呢', middling('return_policy')))).toEqual(['returns.policy']);
    expect(templatesOf(new Chat().says('会员怎么升级', middling('membership')))).toEqual(['goods.upgrade']);
  });
});

describe('“不是这个意思”', () => {
  test('to a restatement: sorry, what then; it is remembered and noted for review', () => {
    const chat = new Chat();
    chat.says('那个杯子保多久', middling('warranty'));
    const no = chat.says('不是', { intent: 'deny' });
    expect(templatesOf(no)).toEqual(['desk.misread']);
    expect(no.reason).toContain('#negated:warranty');
    expect(chat.state).toMatchObject({ guess: null, refused: ['warranty'], misunderstood: 0 });
    expect(no.handOver).toBeNull();
  });

  test('in a check it is no “did not help”', () => {
    const chat = new Chat();
    chat.says('登不上', { intent: 'login_failure' });
    const no = chat.says('不是这个意思', { intent: 'deny' });
    expect(templatesOf(no)).toEqual(['desk.misread']);
    expect(no.reason).toContain('#negated:login_failure');
    expect(no.state.tried).toEqual([]);
    expect(chat.state).toMatchObject({ form: null, topic: null });
  });

  test('with what was meant instead: a word of apology, and that', () => {
    const chat = new Chat();
    chat.says('登不上', { intent: 'login_failure' });
    const decision = chat.says('不是这个意思，我问的是退货邮费谁出', { intent: 'return_policy' });
    expect(templatesOf(decision).slice(0, 2)).toEqual(['desk.misread_sorry', 'returns.policy']);
  });

  test('costs nothing: two of them call nobody', () => {
    const chat = new Chat();
    for (let i = 0; i < 2; i++) expect(chat.says('不是这个意思', { intent: 'deny' }).handOver).toBeNull();
    expect(chat.state.misunderstood).toBe(0);
  });
});
