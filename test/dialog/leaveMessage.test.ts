import { expect, test } from '@jest/globals';
import { Chat, templatesOf } from './support.ts';

/** A Wednesday, 22:30 in Shanghai: nobody is there. */
const NIGHT_MS = Date.parse('2026-11-11T22:30:00+08:00');

test('a message that was begun goes on where it was, when the customer asks for a person again after something else', () => {
  const chat = new Chat({ now_ms: NIGHT_MS });
  chat.says('转人工', { intent: 'human_agent' });
  chat.says('快递显示签收但没收到', { intent: 'delivery_delay', confidence: 0.5 });
  expect(chat.state.form?.form).toBe('leave_message');
  const learnt = { ...chat.state.form!.slots };
  expect(Object.keys(learnt)).not.toEqual([]);

  chat.says('洗衣机保修多久', { intent: 'warranty', confidence: 0.98 });
  expect(chat.state.form?.form).not.toBe('leave_message');
  const again = chat.says('转人工', { intent: 'human_agent' });
  expect(templatesOf(again)[0]).toBe('desk.closed_again');
  expect(chat.state.form).toMatchObject({ form: 'leave_message', slots: learnt });
  expect(chat.state.suspended.map(({ form }) => form)).not.toContain('leave_message');
});
