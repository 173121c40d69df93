import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalise } from '../../src/text/normalise.ts';
import { findPrivate, mask, maskForLog, privateSpans } from '../../src/text/privacy.ts';
import { anyText } from './anyText.ts';

/** Type and text of the private data, as sent. */
function found(text: string): [string, string][] {
  const normalised = normalise(text);
  return privateSpans(normalised, findPrivate(normalised.text)).map(({ type, start, end }) => [type, text.slice(start, end)]);
}

describe('private data', () => {
  test.each([
    ['身份证号11010519491231002X帮我查', [['id_card', '11010519491231002X']]],
    ['１１０１０５１９４９１２３１００２Ｘ', [['id_card', '１１０１０５１９４９１２３１００２Ｘ']]],
    ['110105 19491231 002X 13812345678', [['id_card', '110105 19491231 002X']]],
    ['我的身份证是110105194912310021', [['id_card', '110105194912310021']]],
    ['6222 0212 3456 7894', [['bank_card', '6222 0212 3456 7894']]],
    ['我的银行卡号是6222021234567890', [['bank_card', '6222021234567890']]],
    ['我的密码是Abc!2345，登不上', [['password', 'Abc!2345']]],
    ['密码：hunter2', [['password', 'hunter2']]],
    ['qwe12345是我的密码', [['password', 'qwe12345']]],
    ['密码是a！！！！！！', [['password', 'a！！！！！！']]],
    ['验证码是 482913，怎么还登不上', [['one_time_code', '482913']]],
    ['收到4829 验证码', [['one_time_code', '4829']]],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected));

  test.each([
    '订单202611010001到哪了', '订单号6222021234567894', '我的密码忘了怎么办', '密码要8位以上吗', '110105194912310021', '验证码收不到，手机13812345678',
    '13812345678', '卡号6222021234567890129', '上传100000000000字节', '密码是我的生日',
    '工单TS12345678我的验证码收不到',
  ])('nothing private in %s', (text) => expect(found(text)).toEqual([]));

  test('a phone is masked for the log only', () => {
    expect(maskForLog('电话138 1234 5678，密码是abc123')).toBe('电话*************，密码是******');
  });
});

describe('mask', () => {
  test('keeps the length, takes overlapping and foreign spans', () => {
    expect(mask('abcdef', [{ start: 1, end: 3 }, { start: 2, end: 4 }, { start: 9, end: 12 }])).toBe('a***ef');
    expect(mask('abc', [])).toBe('abc');
  });

  test('whatever surrounds it, a card, an id or a password never comes through', () => {
    const secret = fc.constantFrom('11010519491231002X', '6222021234567894', '密码是Zq8!vv0x');
    fc.assert(fc.property(anyText(20), secret, anyText(20), (before, value, after) => {
      const text = `${before}。${value}。${after}`;
      const normalised = normalise(text);
      const masked = mask(text, privateSpans(normalised, findPrivate(normalised.text)));
      expect(masked).toHaveLength(text.length);
      expect(masked).not.toContain(value.replace('密码是', ''));
    }));
  });
});
