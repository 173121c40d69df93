import { normalise, spanOnOriginal } from './normalise.ts';
import { findPrivate, mask, privateSpans } from './privacy.ts';

/** Any number that might become a private one: rows of digits with at most one space or hyphen between two of them. */
const NUMBER = /\d(?:[ -]?[\dx]){5,}/g;
/** What follows a word for a secret, however little of it is there yet. */
const SECRET = /(?:密码|口令|password|passwd|pwd|pin码|验证码|校验码|动态码|短信码|激活码|otp|verification code)[^!-~]{0,12}[:=]? ?(?<value>[!-~]+)/g;

/**
 * A text that is still being written, as somebody else may see it. More is masked than of a message that was sent: the first half of an identity
 * card or of a password tells as much, but cannot be known for one yet.
 */
export function maskTyped(text: string): string {
  const normalised = normalise(text);
  const numbers = [...normalised.text.matchAll(NUMBER)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const secrets = [...normalised.text.matchAll(SECRET)].map((match) => ({ start: match.index + match[0].length - (match.groups?.['value'] ?? '').length, end: match.index + match[0].length }));
  const spans = [...numbers, ...secrets].map(({ start, end }) => spanOnOriginal(normalised, start, end));
  return mask(text, [...spans, ...privateSpans(normalised, findPrivate(normalised.text))]);
}
