import { describe, expect, test } from '@jest/globals';
import { Chat, NOON_MS, templatesOf, textOf } from './support.ts';

const cannot = (chat: Chat) => chat.says('登陆不上，老说我密码错', { intent: 'login_failure' });

describe('I cannot log in', () => {
  test('one check at a time, then technical support with all that is known', () => {
    const chat = new Chat();
    expect(templatesOf(cannot(chat))).toEqual(['login.case']);
    expect(templatesOf(chat.says('大小写看了，没问题', { intent: 'affirm' }))).toEqual(['login.reset']);
    expect(templatesOf(chat.says('重置了，新密码还是进不去', { intent: 'login_failure' }))).toEqual(['login.page']);
    const end = chat.says('提示“账号异常，请联系客服”，还是不行啊，我下午要交材料', { intent: 'human_agent', emotion: 'upset' });
    expect(end.handOver).toMatchObject({ reason: 'unsolved', skill: 'account', intent: 'login_failure', emotion: 'upset' });
    expect(end.handOver!.problem).toContain('账号异常，请联系客服');
    expect(end.handOver!.tried).toEqual(['请客户核对密码大小写，仍不能登录', '请客户用“忘记密码”重置，仍不能登录']);
    expect(textOf(end)).toContain('3分钟');
    expect(textOf(end)).toMatch(/抱歉/);
  });

  test.each([['好了，能登录了', 'affirm'], ['解决了', 'affirm'], ['可以', 'affirm'], ['是的', 'affirm'], ['进去了，谢谢', 'thanks']])('“%s” ends it', (text, intent) => {
    const chat = new Chat();
    cannot(chat);
    expect(templatesOf(chat.says(text, { intent }))).toEqual(['login.done']);
    expect(chat.state.form).toBeNull();
    expect(templatesOf(chat.says('没有了', { intent: 'deny' }))).toEqual(['talk.goodbye_rating']);
  });

  test.each([['还是不行', 'deny'], ['没用', 'out_of_scope'], ['跟刚才一模一样', 'deny'], ['还是进不去', 'account_manage']])('“%s” leads to the next check', (text, intent) => {
    const chat = new Chat();
    cannot(chat);
    expect(templatesOf(chat.says(text, { intent }))).toEqual(['login.reset']);
  });

  test('waits while the customer tries, and asks once more before it gives up', () => {
    const chat = new Chat();
    cannot(chat);
    expect(templatesOf(chat.says('好的，我试试', { intent: 'affirm' }))).toEqual(['login.trying']);
    expect(templatesOf(chat.says('我家猫在键盘上'))).toEqual(['login.case_again']);
    expect(chat.says('喵喵喵').handOver).toMatchObject({ reason: 'unsolved', skill: 'account' });
  });

  test('skips what the customer has tried already', () => {
    expect(templatesOf(new Chat().says('密码重置过了还是登不上', { intent: 'login_failure' }))).toEqual(['login.page']);
    expect(templatesOf(new Chat().says('忘记密码了，怎么找回', { intent: 'login_failure' }))).toEqual(['login.reset']);
  });

  test('a frozen account goes straight to technical support', () => {
    const { handOver } = new Chat().says('提示账号被冻结了，咋解', { intent: 'login_failure' });
    expect(handOver).toMatchObject({ reason: 'fault', skill: 'account', problem: expect.stringContaining('身份') });
  });

  test('a password is neither used nor repeated, and the form goes on', () => {
    const chat = new Chat();
    cannot(chat);
    const answer = chat.says('密码是Abc#12345，你帮我试试', { private: [{ type: 'password', start: 3, end: 12 }] });
    expect(templatesOf(answer)[0]).toBe('desk.private_secret');
    expect(JSON.stringify([answer, chat.state])).not.toContain('Abc#12345');
    expect(chat.state.form).toMatchObject({ form: 'log_in', step: 'case', tries: 0 });
  });

  test('promises no minutes while nobody is at the desk', () => {
    const chat = new Chat({ now_ms: NOON_MS + 9 * 3_600_000 });
    expect(textOf(chat.says('账号被冻结了', { intent: 'login_failure' }))).not.toContain('3分钟');
  });

  test('never asks for the password', () => {
    const chat = new Chat();
    cannot(chat);
    chat.says('不行', { intent: 'deny' });
    chat.says('不行', { intent: 'deny' });
    expect(chat.decisions.map(textOf).join('')).not.toMatch(/(告诉我|发给我|提供)[^。，]{0,4}密码|密码是(什么|多少)/);
  });
});
