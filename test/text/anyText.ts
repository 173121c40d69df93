import fc from 'fast-check';

/** Any string a network can bring: all of Unicode, lone surrogates, controls, and pieces that mean something to us. */
export function anyText(maxLength = 60): fc.Arbitrary<string> {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  const piece = fc.constantFrom(
    '快递', '檔案', '密码是', '验证码', '身份证', '11010519491231002x', '6222 0200 0000 0000 008', '13812345678', '100M', '¥99.5', 'a@b.cn',
    'http://x.cn/', '！', '\u200b', '\u202e', '\ud83d', '😂', 'e\u0301', '１２', '2026-11-01', '12315', 'vip98', ' ', '\u0000', '三天', '工号12',
  );
  return fc.array(fc.oneof({ weight: 2, arbitrary: unit }, { weight: 2, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) }), { maxLength })
    .map((pieces) => pieces.join(''));
}
