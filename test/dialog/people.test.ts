import { describe, expect, test } from '@jest/globals';
import { Chat, NOON_MS, optionsOf, templatesOf, textOf } from './support.ts';

const queuedChat = () => {
  const chat = new Chat();
  chat.says('转人工', { intent: 'human_agent' });
  return chat;
};

describe('a person', () => {
  test('comes at once when asked for, without questions', () => {
    const decision = new Chat().says('转人工', { intent: 'human_agent' });
    expect(decision.handOver).toMatchObject({ reason: 'asked', skill: 'common', problem: '客户要求人工服务，还没有说明具体问题。' });
    expect(decision.replies).toHaveLength(1);
  });

  test('learns what the customer said besides', () => {
    expect(new Chat().says('叫个客服来，我快递丢了，急死人', { intent: 'human_agent' }).handOver!.problem).toContain('我快递丢了');
  });

  test('knows the topic and the team', () => {
    const chat = new Chat();
    chat.says('网盘最大传多大', { intent: 'upload_size_limit' });
    expect(chat.says('转人工', { intent: 'human_agent' }).handOver).toMatchObject({ intent: 'upload_size_limit', skill: 'drive' });
  });

  test('is not called when the customer wants none', () => {
    expect(new Chat().says('不用转人工，我自己看', { intent: 'human_agent' }).handOver).toBeNull();
  });

  test('is told about a matter that the customer names in the queue', () => {
    const chat = queuedChat();
    const { briefing } = chat.says('网盘的', { intent: 'drive_vip', confidence: 0.99 });
    expect(briefing).toMatchObject({ skill: 'drive', reason: 'asked' });
    expect(chat.says('那我先等着', { intent: 'affirm' }).briefing).toBeNull();
    expect(chat.says('人呢，骗子！', { intent: 'human_agent', emotion: 'angry' }).briefing).toMatchObject({ skill: 'drive', emotion: 'angry' });
  });

  test('outside hours nobody is promised soon', () => {
    const chat = new Chat({ now_ms: NOON_MS + 10 * 3_600_000 });
    const decision = chat.says('转人工', { intent: 'human_agent' });
    expect(textOf(decision)).toContain('08:30');
    expect(decision.handOver).toBeNull();
    expect(chat.state.form?.form).toBe('leave_message');
  });
});

describe('anger', () => {
  test.each([['product_fault', 'shop'], ['login_failure', 'account'], ['upload_size_limit', 'drive'], ['shipping_status', 'shop'], ['out_of_scope', 'common']])(
    'is soothed first, then handed over: %s', (intent, skill) => {
      const decision = new Chat().says('你们这帮骗子！！', { intent, emotion: 'angry' });
      expect(templatesOf(decision)).toEqual(['desk.soothe', 'desk.soothe_hand_over']);
      expect(decision.replies[0]!.text).toMatch(/对不起|抱歉|道歉/);
      expect(decision.handOver).toMatchObject({ reason: 'angry', emotion: 'angry', skill });
    });

  test('is soothed without a second hand-over while the customer waits', () => {
    const chat = queuedChat();
    const decision = chat.says('人呢！骗子！', { intent: 'human_agent', emotion: 'angry' });
    expect(decision.handOver).toBeNull();
    expect(templatesOf(decision)).toEqual(['desk.soothe_queued']);
  });

  test('does not stop a customer from leaving the queue', () => {
    expect(queuedChat().says('不等了！什么破玩意', { intent: 'deny', emotion: 'angry' }).leaveQueue).toBe(true);
  });

  test('a customer who is upset hears a word of sympathy before the answer', () => {
    const decision = new Chat().says('东西要退，邮费谁出啊，烦死了', { intent: 'return_policy', emotion: 'upset' });
    expect(templatesOf(decision)).toEqual(['desk.empathy', 'returns.policy']);
  });
});

describe('misunderstanding', () => {
  test('once: polite, with what can be done; twice in a row: a person', () => {
    const chat = new Chat();
    const first = chat.says('今天深圳下雨不');
    expect(first.handOver).toBeNull();
    expect(optionsOf(first)).toContain('转人工');
    const second = chat.says('那帮我写首诗');
    expect(second.handOver).toMatchObject({ reason: 'out_of_scope', tried: ['没能回答：“今天深圳下雨不”', '没能回答：“那帮我写首诗”'] });
  });

  test('an understood message in between starts the count again', () => {
    const chat = new Chat();
    chat.says('今天深圳下雨不');
    chat.says('退货邮费谁出', { intent: 'return_policy' });
    expect(chat.says('那帮我写首诗').handOver).toBeNull();
  });

  test('an intent without a dialog counts as one', () => {
    const chat = new Chat();
    expect(templatesOf(chat.says('x', { intent: 'no_such_intent' }))).toEqual(['desk.outside']);
  });

  test('a vague problem gets one open question, never the same one again', () => {
    const chat = new Chat();
    expect(templatesOf(chat.says('我那个弄不上去'))).toEqual(['talk.vague']);
    expect(templatesOf(chat.says('就是弄不上去啊'))).toEqual(['talk.vague_again']);
    expect(chat.says('好', { intent: 'affirm' }).handOver).not.toBeNull();
  });
});

describe('while the customer waits', () => {
  test('questions are still answered', () => {
    const chat = queuedChat();
    expect(templatesOf(chat.says('你们店的杯子不喜欢能退吗', { intent: 'return_policy' }))).toEqual(['returns.dislike']);
    expect(chat.says('帮我查物流', { intent: 'shipping_status' }).handOver).toBeNull();
  });

  test.each([['哦那没事了，不用人工了', 'deny'], ['不用人工了', 'human_agent'], ['取消排队', 'out_of_scope'], ['算了', 'deny']])('“%s” leaves the queue', (text, intent) => {
    const decision = queuedChat().says(text, { intent });
    expect(decision.leaveQueue).toBe(true);
    expect(templatesOf(decision)).toEqual(['human.left_queue']);
  });

  test('who asks for a person again hears that they are in the queue', () => {
    const decision = queuedChat().says('人工', { intent: 'human_agent' });
    expect(decision.handOver).toBeNull();
    expect(templatesOf(decision)).toEqual(['human.already']);
  });

  test('what is not understood gets a calm line and hands nothing over', () => {
    const chat = queuedChat();
    for (const text of ['红的', '今天下雨不', '讲个笑话']) expect(chat.says(text)).toMatchObject({ handOver: null, replies: [{ template: 'desk.outside_queued' }] });
  });

  test('the last check that fails does not queue twice', () => {
    const chat = queuedChat();
    expect(templatesOf(chat.says('账号被冻结了', { intent: 'login_failure' }))).toEqual(['desk.already_waiting']);
  });
});

test('given back: the bot says that it is there again, and starts afresh', () => {
  const chat = new Chat();
  chat.says('查物流', { intent: 'shipping_status' });
  chat.says('转人工', { intent: 'human_agent' });
  chat.queued = false;
  const decision = chat.happens({ type: 'given_back' });
  expect(templatesOf(decision)).toEqual(['desk.given_back']);
  expect(chat.state).toMatchObject({ form: null, suspended: [], misunderstood: 0 });
});
