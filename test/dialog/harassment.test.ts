import { describe, expect, test } from '@jest/globals';
import { Chat, NOON_MS, templatesOf } from './support.ts';

const later = (chat: Chat, minutes: number) => Object.assign(chat.circumstances, { now_ms: NOON_MS + minutes * 60_000 });

describe('abuse of whoever serves', () => {
  test('a warning, another one, and the end when it goes on for five minutes', () => {
    const chat = new Chat();
    expect(templatesOf(chat.says('你胸多大'))).toEqual(['desk.harassment']);
    later(chat, 4);
    expect(chat.says('陪我睡')).toMatchObject({ close: null, replies: [{ template: 'desk.harassment_again' }] });
    later(chat, 5);
    expect(chat.says('陪我睡')).toMatchObject({ close: 'harassment', replies: [{ template: 'desk.harassment_close' }] });
  });

  test('who stops is served as before', () => {
    const chat = new Chat();
    chat.says('你胸多大');
    later(chat, 20);
    expect(templatesOf(chat.says('退货邮费谁出', { intent: 'return_policy' }))).toEqual(['returns.policy']);
  });

  test('hands nobody over and counts as nothing else', () => {
    const decision = new Chat().says('杀你全家', { emotion: 'angry' });
    expect(decision).toMatchObject({ handOver: null, state: { misunderstood: 0 } });
  });

  test.each(['你们这帮骗子', '去你妈的，什么破网盘', '傻逼系统', '这酒店多少钱一晚', '有人拿我的裸照威胁我', '油漆脱光了', '收到骚扰短信', '触摸你们的屏幕没反应', '叫床垫的那家店'])(
    'swearing and innocent words are not taken for it: %s', (text) => {
      expect(templatesOf(new Chat().says(text)).join()).not.toContain('harassment');
    });
});
