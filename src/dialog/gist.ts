import type { Meaning } from '../contract/meaning.ts';
import type { Turn } from './turn.ts';
import { hasWords, plain } from './words.ts';

/** A text as it stands between quotation marks: on one line, its own marks made inner ones. */
export function quotable(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/[“「『]/g, '‘').replace(/[”」』"]/g, '’');
}

/** The customer's text with private data covered, of phone numbers all but the ends. */
export function masked(meaning: Meaning): string {
  const phones = meaning.entities.filter(({ type }) => type === 'phone').map(({ start, end }) => ({ start: start + 3, end: Math.max(start + 3, end - 4) }));
  return cover(meaning.text, [...meaning.private.filter(({ type }) => type !== 'phone'), ...phones]);
}

/** The text with what stands in the spans replaced by `*`, so that offsets of everything else stay true. */
export function cover(text: string, spans: readonly { start: number; end: number }[]): string {
  const units = text.split('');
  for (const { start, end } of spans) units.fill('*', Math.min(start, units.length), Math.min(end, units.length));
  return units.join('');
}

const CLAUSES = /[，,。！!？?；;\n]+/;
/** A clause that is a number and hardly more: a phone number, an order number. */
const BARE_NUMBER = /^[\p{P}\p{S}\s]*[\d*][\d*\s-]{3,}[\p{P}\p{S}\s]*$/u;

function clausesOf(text: string): string[] {
  return text.split(CLAUSES).map((clause) => clause.trim()).filter((clause) => clause !== '');
}

/** The first clause of the message, as phrases are looked for in it. */
export function firstClause({ meaning }: Turn): string {
  return meaning === null ? '' : firstClauseOf(meaning.simplified ?? meaning.text);
}

export function firstClauseOf(text: string): string {
  return plain(clausesOf(text)[0] ?? '');
}

/** What the message tells: without greetings before it, and without bare numbers, which slots hold. Empty when nothing is left. */
export function gist({ meaning, content }: Turn): string {
  if (meaning === null) return '';
  const leadIn = content.words.get('lead_in');
  const clauses = clausesOf(quotable(masked(meaning))).filter((clause) => !BARE_NUMBER.test(clause));
  while (clauses.length > 0 && leadIn !== undefined && hasWords(plain(clauses[0]!), leadIn)) clauses.shift();
  return clauses.join('，');
}

/** The clauses of the message from the first one on that has a phrase of the word list; `null` where none has. */
export function capture(turn: Turn, words: string): string | null {
  const list = turn.content.words.get(words);
  if (list === undefined || turn.text === '' || !hasWords(turn.text, list)) return null;
  const clauses = gist(turn).split('，');
  const first = clauses.findIndex((clause) => hasWords(plain(clause), list));
  return first < 0 ? null : clauses.slice(first).join('，');
}

const NEW_VALUE = /(?:应该是|应当是|改成|改为|换成|换为|更正为|是)[：:，,\s]*([^是]+)$/;

/** What a correction puts in the place of the old value ("地址写错了，是…"); `null` when it does not say. */
export function correctedText({ meaning }: Turn): string | null {
  const value = meaning === null ? null : NEW_VALUE.exec(quotable(masked(meaning)).replace(/[。！!？?]+$/, ''))?.[1]?.trim();
  return value === undefined || value === null || value === '' ? null : value;
}
