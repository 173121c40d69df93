/** A number or address: `[start, end)` on the normalised text. `secret` is private data, `ticket` the number of a ticket, `long` a number of ten digits or more. */
export type Protected = { kind: Kind; start: number; end: number };
export type Kind = 'secret' | 'url' | 'email' | 'size' | 'amount' | 'phone' | 'date' | 'ticket' | 'long' | 'time' | 'number';

/** What was found in a normalised text, in its order, and the text with one placeholder character for each finding. */
export type ProtectedText = { found: Protected[]; text: string };

/** One private-use character a kind; a normalised text holds none of its own. */
export const PLACEHOLDERS: Readonly<Record<Kind, string>> = {
  secret: '\ue000', url: '\ue001', email: '\ue002', size: '\ue003', amount: '\ue004',
  phone: '\ue005', date: '\ue006', long: '\ue007', time: '\ue008', number: '\ue009', ticket: '\ue00a',
};

/** What the number of a ticket begins with: two letters that tell its kind, and perhaps a space or hyphen. */
export const TICKET_HEAD = String.raw`(?<![a-z\d])(?:ts|yw|sj|zg|gj|ly|hd|sq|jy)[ \-]?`;

/**
 * Tried in this order where a piece begins. Lengths are bounded and no alternative can match one piece in two ways,
 * so that time grows with the length of the text only.
 */
const ALTERNATIVES = [
  String.raw`(?<url>(?:https?:\/\/|www\.)[a-z0-9][a-z0-9\-._~:/?#@!$&'*+;=%]{1,300})`,
  String.raw`(?<email>(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+\-]{0,63}@[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,5})`,
  // "5g套餐" is a network, not a size.
  String.raw`(?<size>(?<![\d.])(?![2-6]g(?:网|套餐|信号|手机|卡|版|升级|用户))\d{1,9}(?:\.\d{1,3})?\s?个?(?:[kmgt](?:i?b)?(?![a-z0-9])|兆|[千吉]字节))`,
  String.raw`(?<amount>[¥$]\s?\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,2})?(?!\d)|(?<![\d.])\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,2})?\s?(?:万?元|块|rmb|毛))`,
  String.raw`(?<phone>(?<!\d)(?:\+?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?!\d))`,
  String.raw`(?<date>(?<!\d)\d{4}[\-/.年]\d{1,2}[\-/.月]\d{1,2}[日号]?(?!\d)|(?<!\d)\d{1,2}月(?:\d{1,2}[日号]?)?)`,
  String.raw`(?<ticket>${TICKET_HEAD}\d{8}(?![a-z\d]))`,
  String.raw`(?<long>(?<!\d)(?:\d{10,30}|(?=(?:[ \-]?\d){10})\d{2,9}(?:[ \-]\d{2,9}){1,6})(?!\d))`,
  String.raw`(?<time>(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d))`,
  String.raw`(?<number>\d{1,30}(?:\.\d{1,6})?)`,
];
const KINDS = ['url', 'email', 'size', 'amount', 'phone', 'date', 'ticket', 'long', 'time', 'number'] as const;

/** Finds numbers and addresses, which segmentation would break up. `secrets` are spans that count as found, in their order. */
export type Protection = (normalised: string, secrets: readonly { start: number; end: number }[]) => ProtectedText;

/** `words`: normalised; those with a digit mean something as they are ("12315", "vip98") and stay words. */
export function createProtection(words: Iterable<string>): Protection {
  const kept = [...words].filter((word) => /\d/.test(word)).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const keptPattern = kept.length > 0 ? [`(?<![a-z0-9])(?:${kept.map(escapePattern).join('|')})(?![0-9])`] : [];
  const pattern = new RegExp([...keptPattern, ...ALTERNATIVES].join('|'), 'gu');
  return (text, secrets) => {
    // Every alternative needs a digit, an @ or the head of an address; most texts have none.
    const matches = /[\d@]|www\.|https?:/.test(text) ? findAll(text, pattern) : [];
    const outside = matches.filter(({ start, end }) => !secrets.some((secret) => start < secret.end && secret.start < end));
    const found = [...outside, ...secrets.map(({ start, end }) => ({ kind: 'secret' as const, start, end }))];
    if (secrets.length > 0) found.sort((a, b) => a.start - b.start);
    return { found, text: replace(text, found) };
  };
}

function findAll(text: string, pattern: RegExp): Protected[] {
  const found: Protected[] = [];
  for (const match of text.matchAll(pattern)) {
    const kind = KINDS.find((name) => match.groups![name] !== undefined);
    if (kind !== undefined) found.push({ kind, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

function replace(text: string, found: readonly Protected[]): string {
  let replaced = '';
  let copied = 0;
  for (const { kind, start, end } of found) {
    replaced += text.slice(copied, start) + PLACEHOLDERS[kind];
    copied = end;
  }
  return replaced + text.slice(copied);
}

function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
