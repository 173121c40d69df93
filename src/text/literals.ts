/**
 * Words of which at least one stands in every text that a RE2 pattern matches, or nothing where that is not plain to see.
 * With them most patterns need not be run at all. Understands sequences, groups, alternatives, classes and repetitions;
 * gives up at everything else (flags, escapes of classes, quotes), which only costs time.
 */
export function requiredLiterals(pattern: string): string[] | undefined {
  if (/\(\?(?!:)|\\[^.*+?^$()|[\]{}\\]/.test(pattern)) return undefined;
  const cursor = { pattern, at: 0 };
  const words = alternatives(cursor);
  return cursor.at === pattern.length ? words : undefined;
}

type Cursor = { pattern: string; at: number };

/** Every alternative has to require something, else nothing is required. */
function alternatives(cursor: Cursor): string[] | undefined {
  const required: (string[] | undefined)[] = [sequence(cursor)];
  while (cursor.pattern[cursor.at] === '|') {
    cursor.at += 1;
    required.push(sequence(cursor));
  }
  return required.every((words) => words !== undefined) ? required.flat() : undefined;
}

/** Of what stands in a row, the part that requires the longest words. */
function sequence(cursor: Cursor): string[] | undefined {
  const { pattern } = cursor;
  let best: string[] | undefined;
  let run = '';
  const offer = (words: string[] | undefined): void => {
    if (words && shortest(words) > (best ? shortest(best) : 0)) best = words;
  };
  const endRun = (): void => {
    if (run !== '') offer([run]);
    run = '';
  };
  while (cursor.at < pattern.length && pattern[cursor.at] !== '|' && pattern[cursor.at] !== ')') {
    const element = takeElement(cursor);
    const needed = takeRepetition(cursor);
    if (element.literal !== undefined && needed === 'once') run += element.literal;
    else {
      if (element.literal !== undefined && needed === 'more') run += element.literal;
      endRun();
      if (element.words && needed !== 'perhaps') offer(element.words);
    }
  }
  endRun();
  return best;
}

function shortest(words: readonly string[]): number {
  return words.reduce((length, word) => Math.min(length, word.length), Infinity);
}

/** One character, class, anchor or group. A literal character is told as such. */
function takeElement(cursor: Cursor): { literal?: string; words?: string[] | undefined } {
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
  const words = alternatives(cursor);
  cursor.at += 1;
  return { words };
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
