import { expect, test } from '@jest/globals';
import { visiblePieces } from '../../../../src/ui/desk/conversation/visibleText.ts';

test('bidi overrides and zero width are named, and the text around them stays', () => {
  expect(visiblePieces('退款\u202e\u200b请打')).toEqual([
    { text: '退款', hidden: false },
    { text: 'U+202E U+200B', hidden: true },
    { text: '请打', hidden: false },
  ]);
});

test('plain text, emoji and markup pass as they are', () => {
  for (const text of ['您好', '👨‍👩‍👧', '<img src=x onerror=alert(1)>', '{{x}}']) expect(visiblePieces(text)).toEqual([{ text, hidden: false }]);
  expect(visiblePieces('')).toEqual([]);
});
