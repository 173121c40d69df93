/**
 * Characters that change how a line reads without being seen: zero width, bidi overrides and isolates, tags. They are kept as sent,
 * and marked for the agent, so that a line cannot pretend to say something else.
 */
const HIDDEN = /[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]+/gu;

export type Piece = { text: string; hidden: boolean };

/** A text in pieces; a hidden piece is named by its code points. U+200D stays, because it joins emoji. */
export function visiblePieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), hidden: false });
    pieces.push({ text: [...match[0]].map(codePoint).join(' '), hidden: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), hidden: false });
  return pieces;
}

function codePoint(character: string): string {
  return 'U+' + character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
}
