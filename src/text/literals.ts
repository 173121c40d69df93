/**
 * Words of which at least one stands in every text that a RE2 pattern matches, or nothing where that is not plain to see.
 * With them most patterns need not be run at all. Understands sequences, groups, alternatives, classes and repetitions;
 * gives up at everything else (flags, escapes of classes, quotes), which only costs time.
 */
export function requiredLiterals(pattern: string): string[] | undefined {
  return requiredParts(pattern)[0];
}

/** All that a pattern plainly requires: of each part at least one word. The longest words first; nothing where nothing is plain to see. */
export function requiredParts(pattern: string): string[][] {
  if (/\(\?(?!:)|\\[^.*+?^$()|[\]{}\\]/.test(pattern)) return [];
  const cursor = { pattern, at: 0 };
  const parts = alternatives(cursor);
  return cursor.at === pattern.length ? parts : [];
}

type Cursor = { pattern: string; at: number };

/** Of several alternatives each has to require something, else nothing is required. */
function alternatives(cursor: Cursor): string[][] {
  const required = [sequence(cursor)];
  while (cursor.pattern[cursor.at] === '|') {
    cursor.at += 1;
    required.push(sequence(cursor));
  }
  if (required.length === 1) return required[0]!;
  return required.every((parts) => parts.length > 0) ? [required.flatMap((parts) => parts[0]!)] : [];
}

/** What stands in a row is required all together. */
function sequence(cursor: Cursor): string[][] {
  const { pattern } = cursor;
  const parts: string[][] = [];
  let run = '';
  const endRun = (): void => {
    if (run !== '') parts.push([run]);
    run = '';
  };
  while (cursor.at < pattern.length && pattern[cursor.at] !== '|' && pattern[cursor.at] !== ')') {
    const element = takeElement(cursor);
    const needed = takeRepetition(cursor);
    if (element.literal !== undefined && needed === 'once') run += element.literal;
    else {
      if (element.literal !== undefined && needed === 'more') run += element.literal;
      endRun();
      if (element.parts && needed !== 'perhaps') parts.push(...element.parts);
    }
  }
  endRun();
  return parts.sort((one, other) => shortest(other) - shortest(one));
}

function shortest(words: readonly string[]): number {
  return words.reduce((length, word) => Math.min(length, word.length), Infinity);
}

/** One character, class, anchor or group. A literal character is told as such. */
function takeElement(cursor: Cursor): { literal?: string; parts?: string[][] } {
  const { pattern } = cursor;
  const character = String.fromCodePoint(pattern.codePointAt(cursor.at)!);
  cursor.at += character.length;
  if (character === '\\') return { literal: pattern[cursor.at++] ?? '' };
  if (character === '.' || character === '^' || character === '$') return {};
  if (character === '[') {
    skipClass(cursor);
    return {};
  }
  if (character !== '(') return { literal: character };
  if (pattern.startsWith('?:', cursor.at)) cursor.at += 2;
  const parts = alternatives(cursor);
  cursor.at += 1;
  return { parts };
}

function skipClass(cursor: Cursor): void {
  // A bracket right at the start belongs to the class.
  const first = /^\^?\]?/.exec(cursor.pattern.slice(cursor.at))![0].length;
  cursor.at += first;
  while (cursor.at < cursor.pattern.length && cursor.pattern[cursor.at] !== ']') cursor.at += cursor.pattern[cursor.at] === '\\' ? 2 : 1;
  cursor.at += 1;
}

function takeRepetition(cursor: Cursor): 'once' | 'more' | 'perhaps' {
  const repetition = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(cursor.pattern.slice(cursor.at, cursor.at + 24));
  if (!repetition) return 'once';
  cursor.at += repetition[0].length;
  const isNeeded = repetition[0].startsWith('+') || Number(repetition[1] ?? 0) > 0;
  return isNeeded ? 'more' : 'perhaps';
}
