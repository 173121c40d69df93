import type { PrivateSpan } from '../contract/meaning.ts';
import { normalise, spanOnOriginal, type Normalised } from './normalise.ts';
import { TICKET_HEAD } from './protect.ts';

type Found = { type: PrivateSpan['type']; start: number; end: number };

/**
 * Private data in a text; spans on the normalised text, in their order, without overlap.
 *
 * - id card: 18 characters with birth date and the check character of GB 11643-1999 (ISO 7064 MOD 11-2), or 15 or 18 after the word itself,
 *   because a number with a typing mistake is as private;
 * - bank card: 13 to 19 digits with a first digit in use and the check digit of ISO/IEC 7812 (Luhn), unless it is called an order,
 *   or any such length after the name of a card;
 * - password and one-time code: what follows (or precedes) these words as their value.
 */
export function findPrivate(normalised: string): Found[] {
  return withoutOverlap([...findPasswords(normalised), ...findCodes(normalised), ...findNumbers(normalised)]);
}

/** Private data on the text as it was sent. */
export function privateSpans(normalised: Normalised, found: readonly Found[]): PrivateSpan[] {
  return found.map(({ type, start, end }) => ({ type, ...spanOnOriginal(normalised, start, end) }));
}

/** The text with every character of the spans replaced by `*`, so that offsets of everything else stay true. Spans may overlap. */
export function mask(text: string, spans: readonly { start: number; end: number }[]): string {
  let masked = '';
  let copied = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const from = Math.max(start, copied);
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    masked += text.slice(copied, from) + '*'.repeat(to - from);
    copied = to;
  }
  return masked + text.slice(copied);
}

/** A text as people of the desk keep it: private data masked; phone numbers stay, because somebody may have to call. */
export function maskPrivate(text: string): string {
  const normalised = normalise(text);
  return mask(text, privateSpans(normalised, findPrivate(normalised.text)));
}

/** A text for the log: private data and phone numbers masked. */
export function maskForLog(text: string): string {
  const normalised = normalise(text);
  const phones = [...normalised.text.matchAll(PHONE)].map((match): Found => ({ type: 'phone', start: match.index, end: match.index + match[0].length }));
  return mask(text, privateSpans(normalised, [...findPrivate(normalised.text), ...phones]));
}
const PHONE = /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g;

/** Of two that overlap, the later one keeps what reaches beyond the earlier. */
function withoutOverlap(found: Found[]): Found[] {
  const separate: Found[] = [];
  let covered = 0;
  for (const { type, start, end } of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (end <= covered) continue;
    separate.push({ type, start: Math.max(start, covered), end });
    covered = end;
  }
  return separate;
}

/** Printable ASCII; a comma or semicolon at its end belongs to the sentence. */
const VALUE = String.raw`[!-~]{3,63}[!-+\--:<-~]`;
const SECRET_WORD = String.raw`(?:密码|口令|password|passwd|pwd|pin码)`;
const PASSWORDS = [
  new RegExp(String.raw`${SECRET_WORD}[你我帮]?(?:就是|是|为|:|=|改成|设成|改为|设为|设的|填的|输的|叫|"|“|「|'|\s){1,4}(?<value>${VALUE})`, 'g'),
  // Without "is" only something that looks like a password, not "密码8位".
  new RegExp(String.raw`${SECRET_WORD}(?<value>(?=[!-~]{0,64}\d)[a-z0-9][!-~]{5,63})`, 'g'),
  // "I send you my password, …": after a mark, too, where it looks like nothing else.
  new RegExp(String.raw`${SECRET_WORD}[^,。!?;\d]{0,12}[,:]\s?(?<value>(?=[!-~]*\d)(?=[!-~]*[a-z])(?![a-z]+://)${VALUE})`, 'g'),
  new RegExp(String.raw`(?<value>(?<![!-~])${VALUE})\s?(?:就?是|为)(?:我|我的|登录|支付|银行卡|账号|的)*密码`, 'g'),
];

function findPasswords(text: string): Found[] {
  if (!/密码|口令|passw|pwd|pin码/.test(text)) return [];
  return PASSWORDS.flatMap((pattern) => valuesOf(text, pattern, 'password'));
}

const CODE_WORD = String.raw`(?:验证码|校验码|动态码|动态口令|短信码|激活码|otp|verification code)`;
const CODES = [
  new RegExp(String.raw`${CODE_WORD}(?:是|为|:|=|,|收到|发来|给你|告诉你|显示|写着|说|的|了|我|就|呢|\s){0,6}(?<value>(?<!\d)\d{4,8}(?!\d))`, 'g'),
  new RegExp(String.raw`(?<value>(?<!\d|${TICKET_HEAD})\d{4,8}(?!\d))\s?(?:就?是|这个)?(?:我|你们|发|收到|短信|的)*${CODE_WORD}`, 'g'),
];

function findCodes(text: string): Found[] {
  if (!/[验校动短激]|otp|code/.test(text)) return [];
  return CODES.flatMap((pattern) => valuesOf(text, pattern, 'one_time_code'));
}

function valuesOf(text: string, pattern: RegExp, type: Found['type']): Found[] {
  return [...text.matchAll(pattern)].map((match) => {
    const value = match.groups!['value']!;
    const start = match.index + match[0].indexOf(value);
    return { type, start, end: start + value.length };
  });
}

/** Rows of digits with at most one space or hyphen between two of them; the last may be an x. */
const DIGITS = /\d+x?/g;
const SHORTEST_NUMBER = 13;
const LONGEST_NUMBER = 19;

function findNumbers(text: string): Found[] {
  if (!/\d[ -]?\d[ -]?\d[ -]?\d[ -]?\d/.test(text)) return [];
  const runs = [...text.matchAll(DIGITS)].map((match) => ({ start: match.index, end: match.index + match[0].length, digits: match[0] }));
  const found: Found[] = [];
  for (let first = 0; first < runs.length; first++) {
    let digits = '';
    for (let last = first; last < runs.length; last++) {
      if (last > first && !(runs[last]!.start - runs[last - 1]!.end === 1 && /[ -]/.test(text[runs[last]!.start - 1]!))) break;
      digits += runs[last]!.digits;
      if (digits.length > LONGEST_NUMBER) break;
      if (digits.length < SHORTEST_NUMBER) continue;
      const type = privateTypeOf(digits, text.slice(Math.max(0, runs[first]!.start - 14), runs[first]!.start));
      if (type) found.push({ type, start: runs[first]!.start, end: runs[last]!.end });
    }
  }
  return found;
}

function privateTypeOf(digits: string, before: string): Found['type'] | undefined {
  if (isIdCard(digits) || (/身份证[^,。;!?]*$/.test(before) && /^(\d{15}|\d{17}[\dx])$/.test(digits))) return 'id_card';
  if (!/^\d{13,19}$/.test(digits)) return undefined;
  if (/(银行|信用|储蓄|借记)卡[^,。;!?]*$/.test(before)) return 'bank_card';
  const isCalledOrder = /(订单|单号|快递|运单|物流|流水|编号)[^,。;!?]*$/.test(before);
  return !isCalledOrder && digits.length >= 15 && /^[3-69]/.test(digits) && hasLuhnDigit(digits) ? 'bank_card' : undefined;
}

/** GB 11643-1999: region, birth date, serial number, check character. */
function isIdCard(digits: string): boolean {
  const match = /^[1-8]\d{5}(18|19|20)(\d{2})(\d{2})(\d{2})\d{3}[\dx]$/.exec(digits);
  if (!match) return false;
  const [month, day] = [Number(match[3]), Number(match[4])];
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(digits[i]) * (2 ** (17 - i) % 11);
  return '10x98765432'[sum % 11] === digits[17];
}

/** ISO/IEC 7812-1, annex B. */
function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
  }
  return sum % 10 === 0;
}
