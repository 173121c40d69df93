/** Bytes of "300m", "1.5个g", "20兆"; binary multiples, as file managers count. */
export function bytesOf(piece: string): number {
  const number = Number.parseFloat(piece);
  const powers: Record<string, number> = { k: 1, 千: 1, m: 2, 兆: 2, g: 3, 吉: 3, t: 4 };
  const unit = /[kmgt兆千吉]/.exec(piece)?.[0] ?? 'k';
  return Math.round(number * 1024 ** powers[unit]!);
}

/** Yuan of "¥1,299", "99.5元", "30块", "2万元", "5毛". */
export function amountOf(piece: string): number {
  const number = Number.parseFloat(piece.replace(/[¥$\s,]/g, ''));
  const factor = piece.includes('万') ? 10_000 : piece.includes('毛') ? 0.1 : 1;
  return Math.round(number * factor * 100) / 100;
}

/** "2026-11-01" with a year, "11-01" or "11" (month) without; nothing where it is no date ("13月"). */
export function dateOf(piece: string): { type: 'date'; value: string } | undefined {
  const numbers = (piece.match(/\d+/g) ?? []).map(Number);
  const [year, month, day] = numbers.length === 3 ? numbers : [undefined, ...numbers];
  if (month === undefined || month < 1 || month > 12 || (day !== undefined && (day < 1 || day > 31))) return undefined;
  const parts = [year, month, day].filter((part) => part !== undefined);
  return { type: 'date', value: parts.map((part) => String(part).padStart(2, '0')).join('-') };
}

const UNITS: Readonly<Record<string, string>> = {
  秒: 'second', 秒钟: 'second', 分钟: 'minute', 小时: 'hour', 钟头: 'hour', 天: 'day', 日: 'day',
  周: 'week', 星期: 'week', 礼拜: 'week', 月: 'month', 年: 'year',
};
const DURATION = new RegExp(
  String.raw`(?<number>(?<![\d.])\d{1,4}(?:\.\d)?|半|[一二两三四五六七八九十百]{1,4})多?(?:个(?<half>半)?)?` +
    String.raw`(?<unit>秒钟?|分钟|小时|钟头|天|周|星期|礼拜|(?<=个半?)月|年)`,
  'gu',
);

/** "3天", "两个星期", "半年": entities of type `duration` with their number in the unit named. */
export function durationsIn(text: string): { type: 'duration'; value: number; unit: string; start: number; end: number }[] {
  return [...text.matchAll(DURATION)].flatMap((match) => {
    const groups = match.groups!;
    const number = numberOf(groups['number']!) + (groups['half'] === undefined ? 0 : 0.5);
    const unit = UNITS[groups['unit']!];
    // "2026年" is a year, not a duration.
    if (unit === undefined || number === 0 || (unit === 'year' && number > 100)) return [];
    return [{ type: 'duration' as const, value: number, unit, start: match.index, end: match.index + match[0].length }];
  });
}

/** A number in digits or in Chinese up to 999; 0 where it is none. */
function numberOf(word: string): number {
  if (/^[\d.]+$/.test(word)) return Number(word);
  if (word === '半') return 0.5;
  let total = 0;
  let digit = 0;
  for (const character of word) {
    const value = '零一二三四五六七八九'.indexOf(character === '两' ? '二' : character);
    if (value >= 0) digit = value;
    else {
      total += (digit || 1) * (character === '百' ? 100 : 10);
      digit = 0;
    }
  }
  return total + digit;
}
