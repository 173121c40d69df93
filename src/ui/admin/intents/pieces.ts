/** A piece of a text; `type`: of the entity that it is. */
export type Piece = { text: string; type?: string };

/** A text cut into what it names and what stands between. Where entities overlap, the one that begins first counts. */
export function piecesOf(text: string, entities: readonly { type: string; start: number; end: number }[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { type, start, end } of [...entities].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    if (start > at) pieces.push({ text: text.slice(at, start) });
    pieces.push({ text: text.slice(start, end), type });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}
