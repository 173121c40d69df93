import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SlotValue } from '../../src/contract/dialogState.ts';
import { formatValue, type Format } from '../../src/dialog/format.ts';
import { compileTemplate, render } from '../../src/dialog/template.ts';

const moment = { now_ms: Date.parse('2026-11-23T10:00:00+08:00'), timeZone: 'Asia/Shanghai' };
const figures = { days: { value: 7, unit: '天', label: '期限' }, size: { value: 100, unit: 'MB', label: '上限' } };

function rendered(text: string, values: Record<string, SlotValue>): string | null {
  const problems: string[] = [];
  const template = compileTemplate(text, figures, () => true, problems);
  expect(problems).toEqual([]);
  return render(template, (name) => values[name] ?? null, moment);
}

describe('a template', () => {
  test('takes values, figures and formats', () => {
    expect(rendered('订单{{n}}，{{figure:days}}，{{figure:size}}，{{ t | day }}到', { n: '12', t: '2026-11-24T20:00:00+08:00' })).toBe('订单12，7天，100 MB，明天到');
  });

  test('leaves out an optional piece when a name in it is unknown', () => {
    expect(rendered('查到了[[，{{a}}在{{b}}]]。', { a: '货' })).toBe('查到了。');
    expect(rendered('查到了[[，{{a}}在{{b}}]]。', { a: '货', b: '路上' })).toBe('查到了，货在路上。');
  });

  test('is no text at all when a name outside such a piece is unknown', () => {
    expect(rendered('订单{{n}}', {})).toBeNull();
  });

  test('inserts a value once and never looks into it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (value) => {
        expect(rendered('[[{{v}}]]', { v: value })).toBe(value);
      }),
    );
    expect(rendered('{{v}}', { v: '{{n}}[[x]]{{figure:days}}', n: '秘密' })).toBe('{{n}}[[x]]{{figure:days}}');
  });
});

describe('a format', () => {
  test.each<[SlotValue, Format, string | null]>([
    ['2026-11-23T20:00:00+08:00', 'date', '11月23日'],
    ['2026-11-22T23:30:00Z', 'day', '今天'],
    ['2026-11-21T18:40:00+08:00', 'moment', '前天18:40'],
    ['2026-11-18T18:40:00+08:00', 'moment', '11月18日18:40'],
    ['not a date', 'day', null],
    [1024 ** 3, 'size', '1 GB'],
    [1.5 * 1024 ** 3, 'size', '1.5 GB'],
    [180 * 1024 ** 2, 'size', '180 MB'],
    [180_000_000, 'size', '180 MB'],
    [0, 'size', '0 B'],
    ['big', 'size', null],
    [12.5, 'money', '12.5元'],
    ['13800001357', 'tail', '1357'],
    [true, 'plain', 'true'],
  ])('%s as %s', (value, format, text) => {
    expect(formatValue(value, format, moment)).toBe(text);
  });
});
