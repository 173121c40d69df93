let table: Uint8Array | undefined;

/** Whether a UTF-16 unit belongs to a letter, number, placeholder, symbol (emoji) or surrogate pair, not to a mark or space between words. */
export function isLetterUnit(code: number): boolean {
  table ??= letterTable();
  return table[code] === 1;
}

function letterTable(): Uint8Array {
  const letters = new Uint8Array(65_536);
  const pattern = /[\p{L}\p{N}\p{Co}\p{So}\p{M}]/u;
  for (let code = 0; code < letters.length; code++) {
    if ((code >= 0xd800 && code <= 0xdfff) || pattern.test(String.fromCharCode(code))) letters[code] = 1;
  }
  return letters;
}

/** The pieces of a text between marks and spaces. */
export function clausesOf(text: string): string[] {
  const clauses: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && isLetterUnit(text.charCodeAt(at))) continue;
    if (at > start) clauses.push(text.slice(start, at));
    start = at + 1;
  }
  return clauses;
}

/** Whether a Latin word or a number goes on across this place. */
export function isInsideWord(text: string, at: number): boolean {
  return at > 0 && at < text.length && isLatinOrDigit(text.charCodeAt(at - 1)) && isLatinOrDigit(text.charCodeAt(at));
}

function isLatinOrDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);
}
