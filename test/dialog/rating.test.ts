import { describe, expect, test } from '@jest/globals';
import { dialogDocumentSchema } from '../../src/contract/content/dialog.ts';
import { compileDialogs } from '../../src/dialog/content.ts';
import { Chat, DOCUMENTS, FIGURES, INTENTS, templatesOf } from './support.ts';

const isAsked = (decision: ReturnType<Chat['says']>) => decision.replies.some(({ card }) => card?.type === 'rating');

describe('a rating', () => {
  test('is asked for with the goodbye of who said that it is solved, once', () => {
    const chat = new Chat();
    chat.says('退货邮费谁出', { intent: 'return_policy' });
    expect(isAsked(chat.says('问题解决了，谢谢', { intent: 'thanks' }))).toBe(false);
    const goodbye = chat.says('拜拜', { intent: 'goodbye' });
    expect(isAsked(goodbye)).toBe(true);
    expect(goodbye.close).toBe('goodbye');
    expect(chat.state.ratingAsked).toBe(true);
    expect(isAsked(chat.says('拜拜', { intent: 'goodbye' }))).toBe(false);
  });

  test.each([['好的，我知道了', 'affirm'], ['没解决', 'deny'], ['谢谢', 'thanks']])('is not asked for after “%s”', (text, intent) => {
    const chat = new Chat();
    chat.says('退货邮费谁出', { intent: 'return_policy' });
    chat.says(text, { intent });
    expect(isAsked(chat.says('再见', { intent: 'goodbye' }))).toBe(false);
  });

  test('is not asked for when another matter came up since', () => {
    const chat = new Chat();
    chat.says('退货邮费谁出', { intent: 'return_policy' });
    chat.says('解决了', { intent: 'affirm' });
    chat.says('我的保修多久', { intent: 'warranty' });
    expect(isAsked(chat.says('再见', { intent: 'goodbye' }))).toBe(false);
  });

  test('a goodbye in the queue ends nothing', () => {
    const chat = new Chat();
    chat.says('转人工', { intent: 'human_agent' });
    expect(chat.says('再见', { intent: 'goodbye' })).toMatchObject({ close: null, leaveQueue: false });
  });

  test('“没有了” after “还有别的吗” is a goodbye', () => {
    const chat = new Chat();
    chat.says('退货邮费谁出', { intent: 'return_policy' });
    chat.says('好的，知道了', { intent: 'affirm' });
    const end = chat.says('没有了', { intent: 'deny' });
    expect(templatesOf(end)).toEqual(['talk.nothing_more']);
    expect(end.close).toBe('goodbye');
  });
});

test('content that asks for a rating without being solved is not said', () => {
  const unsolved = dialogDocumentSchema.parse({
    id: 'extra', name: '测试', rev: 1,
    rules: [{ first: true, intents: ['warranty'], then: { reply: 'extra.rate' } }],
    replies: { 'extra.rate': { text: ['请打分一', '请打分二', '请打分三'], card: 'rating' } },
  });
  const chat = new Chat({}, compileDialogs([...DOCUMENTS, unsolved], FIGURES, INTENTS));
  const decision = chat.says('保修多久', { intent: 'warranty' });
  expect(isAsked(decision)).toBe(false);
  expect(decision.replies.length).toBeGreaterThan(0);
});
