import { describe, expect, test } from '@jest/globals';
import { Chat, fileSize, templatesOf, textOf } from './support.ts';

const limit = (chat: Chat, text: string, entities = [] as ReturnType<typeof fileSize>[]) => chat.says(text, { intent: 'upload_size_limit', entities });
const level = (value: string) => ({ type: 'user_level', value });

describe('how large may a file be', () => {
  test('in the browser 100 MB, beyond it control or client; the level does not matter yet', () => {
    const answer = limit(new Chat(), '网页上传个180M的视频，不让传，说太大', [fileSize(180)]);
    expect(templatesOf(answer)).toEqual(['upload.browser']);
    expect(textOf(answer)).toMatch(/100 MB/);
    expect(textOf(answer)).toMatch(/IE内核/);
  });

  test('the control is not for Chrome', () => {
    const chat = new Chat();
    limit(chat, '网页上传个180M的视频，说太大', [fileSize(180)]);
    expect(templatesOf(chat.says('我用的谷歌浏览器，控件装不上'))).toEqual(['upload.chrome']);
  });

  test('asks for the level when it matters, and remembers level and size', () => {
    const chat = new Chat();
    limit(chat, '网页上传个180M的视频，说太大', [fileSize(180)]);
    expect(templatesOf(limit(chat, '客户端里最大能传多少'))).toEqual(['upload.ask_level']);
    const answer = chat.says('就是免费的普通号');
    expect(templatesOf(answer)).toEqual(['upload.standard']);
    expect(textOf(answer)).toContain('1 GB');
    expect(chat.state.slots).toMatchObject({ drive_level: '标准用户', file_size: 180 * 1024 ** 2 });
    expect(templatesOf(limit(chat, '那客户端到底多大'))).toEqual(['upload.standard']);
  });

  test('the level of a colleague is not taken for the customer’s own', () => {
    const chat = new Chat();
    limit(chat, '客户端最大多少');
    chat.says('我是标准用户', { entities: [level('标准用户')] });
    expect(textOf(limit(chat, '我同事说他是合作VIP，他那边呢', [level('合作VIP')]))).toContain('400 MB');
    expect(chat.state.slots['drive_level']).toBe('标准用户');
  });

  test.each([['至尊'], ['金尊'], ['VIP98'], ['VIP198'], ['付费VIP']])('no figure is invented for %s', (name) => {
    const answer = limit(new Chat(), `${name}用客户端一个文件能到几个G`, [level(name)]);
    expect(templatesOf(answer)).toEqual(['upload.other_level']);
    expect(textOf(answer)).not.toMatch(/GB|400 MB/);
    expect(textOf(answer)).toContain('等级说明页');
  });

  test('a known customer is not asked', () => {
    const chat = new Chat({ customer: { name: '陈先生', kind: 'vip', driveLevel: '金尊' } });
    expect(templatesOf(limit(chat, '客户端最大能传多少'))).toEqual(['upload.other_level']);
  });

  test('a file that is too large for the level can be split; one that fits is told so', () => {
    expect(templatesOf(limit(new Chat(), '免费用户能存1.5G的一个文件吗', [fileSize(1536), level('标准用户')]))).toEqual(['upload.standard_too_large']);
    expect(templatesOf(limit(new Chat(), '50M的能传吗', [fileSize(50)]))).toEqual(['upload.small']);
  });

  test('who does not know the level gets all figures instead of more questions', () => {
    const chat = new Chat();
    limit(chat, '最大能传多大');
    const answer = chat.says('不清楚');
    expect(templatesOf(answer)).toEqual(['upload.unknown_level']);
    expect(textOf(answer)).toMatch(/1 GB.*400 MB/s);
  });
});
