import { expect, test } from '@jest/globals';
import { toCsv } from '../../src/base/csv.ts';

test.each([
  ['=1+1', `'=1+1`],
  ['+86', `'+86`],
  ['-1', `'-1`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `'\t=1`],
  ['\r=1', `"'\r=1"`],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ['一句话，没有什么', '一句话，没有什么'],
  ['a,b', '"a,b"'],
  ['第一行\n第二行', '"第一行\n第二行"'],
  [-5, '-5'],
  [null, ''],
])('%j stands in a cell as %j', (value, cell) => {
  expect(toCsv([[value]])).toBe(`\uFEFF${cell}\r\n`);
});

test('rows end as spreadsheets expect it', () => {
  expect(toCsv([['a', 1], ['b', 2]])).toBe('\uFEFFa,1\r\nb,2\r\n');
});
