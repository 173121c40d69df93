import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskTyped } from '../../src/text/maskTyped.ts';

describe('a text that is still being written', () => {
  it.each([
    ['我想退这件蓝色外套，XL 码', '我想退这件蓝色外套，XL 码'],
    ['尺码 180 的还有吗', '尺码 180 的还有吗'],
    ['我的身份证是 110105194912', '我的身份证是 ************'],
    ['卡号6222 0212', '卡号*********'],
    ['手机１３８００１３８', '手机********'],
    ['密码是ab', '密码是**'],
    ['密码：q', '密码：*'],
    ['验证码 83', '验证码 **'],
    ['my password: hunt', 'my password: ****'],
  ])('%s is shown as %s', (text, shown) => {
    expect(maskTyped(text)).toBe(shown);
  });

  it('shows no more than five digits of a long number at any moment while it is written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{6,19}$/), fc.constantFrom('', '我的卡是', '请查 '), (number, before) => {
        for (let length = 1; length <= number.length; length += 1) {
          const shown = maskTyped(before + number.slice(0, length));
          expect(shown.replaceAll(/\D/g, '').length).toBeLessThan(6);
          expect(shown).toHaveLength(before.length + length);
        }
      }),
    );
  });
});
