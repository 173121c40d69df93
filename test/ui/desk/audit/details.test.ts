import { expect, test } from '@jest/globals';
import { describeDetails } from '../../../../src/ui/desk/audit/details.ts';

const NAMES: Record<string, string> = { name: '姓名', teams: '技能组', shop: '商城', drive: '云盘', none: '无', true: '是' };
const words = { field: (name: string) => NAMES[name] ?? name, value: (value: string) => NAMES[value] ?? value, and: '、' };

test.each([
  [{ name: { before: '小周', after: '周周' } }, '姓名：小周 → 周周'],
  [{ teams: { before: [], after: [{ team: 'shop', level: 3 }, { team: 'drive', level: 1 }] } }, '技能组：无 → 商城 3、云盘 1'],
  [{ teams: ['shop', 'drive'], other: true }, '技能组：商城、云盘；other：是'],
  [{ before: null, deep: { a: 1 } }, 'before：null；deep：{"a":1}'],
  [{}, ''],
])('%j reads %s', (details, line) => {
  expect(describeDetails(details, words)).toBe(line);
});
