export interface Piece {
  readonly text: string;
  readonly href?: string;
}

/** Ends before white space, quotes, brackets and full-width punctuation, which Chinese puts directly behind an address. */
const ADDRESS = /https?:\/\/[^\s<>"'“”‘’()（）【】《》，。！？；：、]+/gi;

/** A text cut into plain pieces and links; only http and https ever become a link. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(/[.,!?;:]+$/, '');
    if (!isSound(address)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: address, href: address });
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

function isSound(address: string): boolean {
  try {
    return /^https?:$/.test(new URL(address).protocol);
  } catch {
    return false;
  }
}
