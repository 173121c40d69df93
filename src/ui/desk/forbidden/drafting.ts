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

/** Patterns as a field shows them, one a line; a line break inside of one is written `\n`. */
export function patternsShown(patterns: readonly string[]): string {
  return patterns.map((pattern) => pattern.replaceAll('\n', String.raw`\n`)).join('\n');
}

/** What {@link patternsShown} has made a text of. */
export function patternsWritten(text: string): string[] {
  return text.split('\n').map((line) => line.trim().replace(/\\(.)/g, (whole, after: string) => (after === 'n' ? '\n' : whole))).filter((line) => line !== '');
}
