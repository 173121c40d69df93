import type { ForbiddenFinding } from '../../../contract/content/forbidden.ts';

/** A piece of a draft; with the finding that it is. */
export type Piece = { text: string; finding?: ForbiddenFinding };

/** The draft cut where findings begin and end. Findings are in order and apart. Pure. */
export function piecesOf(text: string, findings: readonly ForbiddenFinding[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const finding of findings) {
    if (finding.start > at) pieces.push({ text: text.slice(at, finding.start) });
    pieces.push({ text: text.slice(finding.start, finding.end), finding });
    at = finding.end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** Findings of an older draft that still stand where they stood, so that marks do not flicker while the answer is under way. */
export function stillThere(text: string, findings: readonly ForbiddenFinding[]): ForbiddenFinding[] {
  return findings.filter(({ start, end, text: found }) => text.slice(start, end) === found);
}
