import { describe, expect, test } from '@jest/globals';
import { Chat, optionsOf, templatesOf, textOf } from './support.ts';

const at = (iso: string, customer?: Chat['circumstances']['customer']) => new Chat({ now_ms: Date.parse(iso), ...(customer && { customer }) });

describe('the greeting', () => {
  test.each([
    ['2026-11-11T08:29:00+08:00', '您好'],
    ['2026-11-11T08:30:00+08:00', '早上好'],
    ['2026-11-11T11:59:00+08:00', '早上好'],
    ['2026-11-11T12:00:00+08:00', '您好'],
    ['2026-11-11T23:00:00+08:00', '您好'],
  ])('by the clock of the desk: %s', (iso, salutation) => {
    expect(textOf(at(iso).opens())).toContain(salutation);
  });

  test.each([
    ['a weekend', '2026-11-14T10:00:00+08:00', '周末好'],
    ['a public holiday', '2026-10-01T10:00:00+08:00', '国庆节假期好'],
    ['a Saturday that is worked', '2026-10-10T10:00:00+08:00', null],
  ])('by the calendar: %s', (_day, iso, wish) => {
    const text = textOf(at(iso).opens());
    if (wish) expect(text).toContain(wish);
    else expect(text).not.toMatch(/周末|假期/);
  });

  test('says that a bot serves, and offers what can be done', () => {
    for (let seed = 0; seed < 10; seed++) {
      const chat = new Chat({ random: (n) => seed % n });
      expect(textOf(chat.opens())).toContain('机器人');
    }
    expect(optionsOf(new Chat().opens())).toEqual(['查物流', '退换货规则', '登录不上', '上传大小限制', '转人工']);
  });

  test('knows its customers', () => {
    expect(textOf(at('2026-11-11T10:00:00+08:00', { name: '王女士', kind: 'returning', driveLevel: null }).opens())).toContain('王女士');
    expect(textOf(at('2026-11-11T10:00:00+08:00', { name: '小林', kind: 'new', driveLevel: null }).opens())).toMatch(/欢迎|第一次/);
  });
});

describe('yes and no mean what was asked', () => {
  const answered = () => {
    const chat = new Chat();
    chat.says('退货邮费谁出', { intent: 'return_policy' });
    return chat;
  };

  test('solved, and then nothing more', () => {
    const chat = answered();
    expect(templatesOf(chat.says('解决了', { intent: 'affirm' }))).toEqual(['talk.solved']);
    const end = chat.says('没有了', { intent: 'deny' });
    expect(templatesOf(end)).toEqual(['talk.goodbye_rating']);
    expect(end).toMatchObject({ close: 'goodbye', replies: [{ card: { type: 'rating' } }] });
  });

  test('not solved: regret and the offer of a person, who comes on yes', () => {
    const chat = answered();
    expect(templatesOf(chat.says('没解决', { intent: 'deny' }))).toEqual(['talk.unsolved']);
    expect(chat.says('好的', { intent: 'affirm' }).handOver).toMatchObject({ reason: 'unsolved', intent: 'return_policy', skill: 'shop' });
  });

  test('“不用了” after an answer means nothing more, not unsolved', () => {
    expect(templatesOf(answered().says('不用了', { intent: 'deny' }))).toEqual(['talk.nothing_more']);
  });

  test('nothing was asked', () => {
    expect(templatesOf(new Chat().says('对', { intent: 'affirm' }))).toEqual(['talk.affirm']);
    expect(templatesOf(new Chat().says('不是这个意思', { intent: 'deny' }))).toEqual(['desk.misread']);
  });
});

describe('small talk', () => {
  test('thanks are answered, more thanks more warmly', () => {
    const chat = new Chat();
    const first = textOf(chat.says('谢谢', { intent: 'thanks' }));
    expect(textOf(chat.says('你真好', { intent: 'thanks' }))).not.toBe(first);
  });

  test('in the middle of a form it costs nothing and the question comes again', () => {
    const chat = new Chat();
    chat.says('查物流', { intent: 'shipping_status' });
    expect(templatesOf(chat.says('谢谢', { intent: 'thanks' }))).toEqual(['talk.thanks', 'shipping.ask_number_again']);
    expect(chat.state.form).toMatchObject({ form: 'track_order', tries: 0 });
  });

  test('a farewell ends the form without an offer to come back', () => {
    const chat = new Chat();
    chat.says('查物流', { intent: 'shipping_status' });
    expect(templatesOf(chat.says('先这样吧，回头再聊', { intent: 'goodbye' }))).toEqual(['talk.goodbye']);
    expect(chat.state).toMatchObject({ form: null, suspended: [] });
  });

  test('a suggestion is only said to be recorded when somebody records it', () => {
    const chat = new Chat();
    expect(textOf(chat.says('建议你们加个夜间模式', { intent: 'suggestion' }))).not.toMatch(/已记录|记下了/);
    const recorded = chat.says('不用了', { intent: 'deny' });
    expect(recorded.tickets).toMatchObject([{ kind: 'suggestion', content: '客户建议：“建议你们加个夜间模式”', contact: null, due_ms: null }]);
    expect(textOf(recorded)).toContain('夜间模式');
  });
});
