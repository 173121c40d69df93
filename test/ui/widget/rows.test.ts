import { describe, expect, it } from '@jest/globals';
import type { Message } from '../../../src/contract/message.ts';
import { dayName } from '../../../src/ui/widget/day.ts';
import { piecesOf } from '../../../src/ui/widget/pieces.ts';
import { currentOptions, toRows } from '../../../src/ui/widget/rows.ts';
import { WORDS } from '../../../src/ui/widget/words.ts';

const NOON = new Date(2026, 10, 22, 12).getTime();
const message = (seq: number, from: Message['from'], minutes: number, rest: Partial<Message> = {}): Message => ({
  seq,
  from,
  kind: 'text',
  text: String(seq),
  at: new Date(NOON + minutes * 60_000).toISOString(),
  ...rest,
});

describe('rows', () => {
  it('groups by author and time, divides days, and puts what is unsent last', () => {
    const agent = { name: '李明', workerNumber: '1001' };
    const rows = toRows(
      [
        message(1, 'bot', -1440),
        message(2, 'bot', 0),
        message(3, 'bot', 1),
        message(4, 'bot', 30),
        message(5, 'system', 31, { kind: 'notice' }),
        message(6, 'agent', 32, { agent }),
        message(7, 'agent', 33, { agent: { name: '王芳', workerNumber: '1002' } }),
        message(8, 'customer', 34, { clientId: 'c8' }),
      ],
      [{ clientId: 'c9', event: 'message', text: '九', at: NOON + 35 * 60_000 }],
    );
    const shape = rows.map((row) => (row.kind === 'group' ? `${row.from}:${row.lines.map(({ text }) => text).join('+')}` : row.kind));
    expect(shape).toEqual(['day', 'bot:1', 'day', 'bot:2+3', 'bot:4', 'notice', 'agent:6', 'agent:7', 'customer:8+九']);
    const own = rows.at(-1);
    expect(own?.kind === 'group' && own.lines.map(({ key, progress }) => [key, progress])).toEqual([['c8', 'sent'], ['c9', 'sending']]);
  });

  it('puts what comes with a notice below it', () => {
    const rows = toRows([message(1, 'agent', 0, { agent: { name: '李明', workerNumber: '1001' } }), message(2, 'system', 1, { kind: 'notice', card: { type: 'rating' } })], []);
    expect(rows.map((row) => row.kind)).toEqual(['day', 'group', 'notice', 'group']);
    const last = rows.at(-1);
    expect(last?.kind === 'group' && [last.from, last.lines[0]?.text, last.lines[0]?.card]).toEqual(['bot', '', { type: 'rating' }]);
  });

  it('offers the quick replies of the last turn until somebody says something', () => {
    const options = [{ label: '解决了', text: '解决了' }];
    const status = { state: 'bot' } as const;
    const offered = [message(1, 'customer', 0), message(2, 'bot', 0, { options }), message(3, 'bot', 0)];
    expect(currentOptions({ messages: offered, unsent: [], status })).toBe(options);
    expect(currentOptions({ messages: offered, unsent: [{ clientId: 'c', event: 'message', text: 'x', at: 0 }], status })).toEqual([]);
    expect(currentOptions({ messages: [...offered, message(4, 'customer', 1)], unsent: [], status })).toEqual([]);
    expect(currentOptions({ messages: [...offered, message(4, 'agent', 1)], unsent: [], status })).toEqual([]);
    expect(currentOptions({ messages: offered, unsent: [], status: { state: 'closed' } })).toEqual([]);
  });
});

describe('texts', () => {
  it('links http and https only, and stops where Chinese punctuation begins', () => {
    expect(piecesOf('看这里：https://a.cn/x?b=1，谢谢')).toEqual([{ text: '看这里：' }, { text: 'https://a.cn/x?b=1', href: 'https://a.cn/x?b=1' }, { text: '，谢谢' }]);
    expect(piecesOf('http://a.cn.')).toEqual([{ text: 'http://a.cn', href: 'http://a.cn' }, { text: '.' }]);
    for (const text of ['java' + 'script:alert(1)', 'data:text/html,x', '<img src=x onerror=1>', 'https://', 'ftp://a.cn']) {
      expect(piecesOf(text)).toEqual([{ text }]);
    }
    expect(piecesOf('')).toEqual([]);
  });

  it('names near days by word and others by date', () => {
    const day = (offset: number): number => new Date(2026, 10, 22 + offset, 9).getTime();
    expect([-1, 0, 1].map((offset) => dayName(day(offset), 'zh', true, NOON))).toEqual(['昨天', '今天', '明天']);
    expect(dayName(day(-3), 'zh', false, NOON)).toBe('11月19日');
    expect(dayName(new Date(2025, 0, 5).getTime(), 'zh', false, NOON)).toBe('2025年1月5日');
    expect(dayName(day(0), 'en', true, NOON)).toBe('Today');
  });

  it('has every word in both languages', () => {
    const blank = (words: object): string[] => Object.entries(words).filter(([, word]) => word === '').map(([key]) => key);
    expect(Object.keys(WORDS.en)).toEqual(Object.keys(WORDS.zh));
    expect([...blank(WORDS.zh), ...blank(WORDS.en)]).toEqual([]);
    expect(WORDS.zh.queue({ position: 3, waitMinutes: 3, agentsOnline: true })).toBe('前面还有 2 位，约 3 分钟');
    expect(WORDS.zh.queue({ position: 1, agentsOnline: false })).toContain('留言');
  });
});
