import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Entity } from '../../src/contract/meaning.ts';
import { entitiesOf } from '../../src/text/entities.ts';
import { createReader, type Reader } from '../../src/text/reading.ts';
import { LEXICONS } from './content.ts';

let read: Reader;
beforeAll(() => {
  read = createReader(LEXICONS);
});

function entities(text: string): Entity[] {
  const { normalised, extracted, named } = read(text);
  return entitiesOf(normalised, extracted.found, named);
}

describe('entities', () => {
  test.each<[string, Partial<Entity>[]]>([
    ['订单JD 2026 1101 0001到哪了', [{ type: 'order_number', value: '202611010001', text: '2026 1101 0001' }]],
    ['２０２６１１０１０００１', [{ type: 'order_number', value: '202611010001' }]],
    ['工单TS12345678处理得怎么样了', [{ type: 'ticket_number', value: 'TS12345678', text: 'TS12345678' }]],
    ['ｙｗ－８７６５４３２１', [{ type: 'ticket_number', value: 'YW87654321', text: 'ｙｗ－８７６５４３２１' }]],
    ['gj 20261101和Sq-20261102', [{ type: 'ticket_number', value: 'GJ20261101', text: 'gj 20261101' }, { type: 'ticket_number', value: 'SQ20261102' }]],
    ['单号TS1234567890', [{ type: 'order_number', value: '1234567890', text: '1234567890' }]],
    ['xts12345678', []],
    ['TS12345678a', []],
    ['TS1234567', []],
    ['AB12345678', []],
    ['ly12315678，打了12315', [{ type: 'ticket_number', value: 'LY12315678' }]],
    ['JY88888888 202611010001', [{ type: 'ticket_number', value: 'JY88888888' }, { type: 'order_number', value: '202611010001' }]],
    ['密码是ts12345678', []],
    ['打我电话+86 138-1234-5678', [{ type: 'phone', value: '13812345678' }]],
    ['a.b@example.com收不到', [{ type: 'email', value: 'a.b@example.com' }]],
    ['花了¥1,299.50', [{ type: 'amount', value: 1299.5, unit: 'yuan' }]],
    ['退我30块', [{ type: 'amount', value: 30, unit: 'yuan' }]],
    ['300M传不了', [{ type: 'file_size', value: 300 * 1024 ** 2, unit: 'bytes' }]],
    ['一个1.5个G的视频', [{ type: 'file_size', value: 1.5 * 1024 ** 3 }]],
    ['5g套餐', []],
    ['我是98VIP', [{ type: 'user_level', value: 'VIP98', text: '98VIP' }]],
    ['IE打不开，vie可以', [{ type: 'browser', value: 'IE', text: 'IE' }]],
    ['水杯漏水', [{ type: 'product', value: '保温杯', text: '水杯' }]],
    ['工号1024的客服', [{ type: 'worker_number', value: '1024', text: '1024' }]],
    ['等了三天', [{ type: 'duration', value: 3, unit: 'day' }]],
    ['两个半月前买的', [{ type: 'duration', value: 2.5, unit: 'month' }]],
    ['2026年11月1日买的', [{ type: 'date', value: '2026-11-01' }]],
    ['13月', []],
    ['前天下的单', [{ type: 'date', value: '前天' }]],
    ['密码是 13812345678', []],
  ])('%s', (text, expected) => {
    const found = entities(text);
    expect(found).toMatchObject(expected);
    expect(found).toHaveLength(expected.length);
    for (const entity of found) expect(text.slice(entity.start, entity.end)).toBe(entity.text);
  });

  test('of a pasted table only the first hundred', () => expect(entities('202611010001 '.repeat(70)).length).toBeLessThanOrEqual(100));
});
