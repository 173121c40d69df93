import type { Protected } from './protect.ts';
import type { Reading } from './reading.ts';

/**
 * A piece of a text between two places where another question may begin: `[start, end)` on the normalised text, without the marks and
 * words that lead over to it.
 */
export type Clause = {
  start: number;
  end: number;
  /** Words before it announce something else: "另外", "顺便". */
  adds: boolean;
  /** It adds something, or something else is added to it. */
  announced: boolean;
  /** It looks like a question or a wish, or is announced. */
  asks: boolean;
  /** It hangs on what was said before: "不行的话", "但是". */
  continues: boolean;
};

/** Ends of sentences. A full stop only where a word ends before it, so that neither "1.5" nor an address is torn. */
const MARKS = String.raw`[。!?;]+|\.{2,}|(?<=[^\s\d])\.(?=\s)`;

/** What leads over to another matter wherever it stands. "不另外买了" does not. */
const ANYWHERE = String.raw`顺便|顺带|另外(?=再?[我你您请想问帮查怎,]|还[有想要])|此外|(?:我?还|再)(?:想|要)?(?:请)?问(?:一?下|个|一个)`;
/** What does so at the beginning of a clause. "另外一箱" is the other box, "另外收费" an extra; "还有多少" and "还有救吗" ask about what is left. */
const AT_BEGINNING = [
  String.raw`对了|另外(?![一二两三几半的那收付算加])|还有(?:就是|一?个(?:问题|事)|一点)?(?![一二两三多几货没剩效别其什啥哪]|[^,。!?;]{0,3}[吗么])|再(?=问|帮|请|给我)|我?还想`,
  String.raw`also\b|besides\b|by the way\b|(?:another|one more) (?:question|thing)\b`,
].join('|');
/** What tells a story more often than it adds a question. */
const IN_STORIES = String.raw`同时|然后|最后|第[二三四五](?:个|点)?|and(?= (?:how|what|where|when|why|which|who|can|could|do|does|is|are|will|would|please)\b)`;

const CUTS = new RegExp(String.raw`(?<mark>${MARKS})|(?:${ANYWHERE}|以及(?<joins>))|(?<=^|[\s,。!?;、~])(?:${AT_BEGINNING}|(?:${IN_STORIES})(?<tells>))`, 'g');

/** What may stand between the words that lead over and the question: marks, the number of an item, and more such words. */
const BEFORE_CLAUSE = /^(?:[\s,。!?;、:~.]|\d{1,2}[.、)](?!\d))+/;
const AFTER_ANNOUNCEMENT = /^(?:再)?(?:请)?问(?:一?下|一?句|一?个)(?:问题)?|^(?:的话|就是|呢|啊|哈)/;

const QUESTION = new RegExp([
  String.raw`[?吗呢]|怎|如何|咋|什么|啥|哪|谁|几|多少|多[久大长快高重]|是否|能不能|可不可以|有没有|能否|可否|是不是|会不会|要不要|为何|行不行|好不好|了没|没有$`,
  String.raw`\b(?:how|what|where|when|why|which|who|can|could|do|does|is|are|will|would)\b`,
].join('|'));
const WISH = /想|要|帮|麻烦|请|希望|需要|求|(?:申请|办理|开通|取消|退订|查|催)(?![了过完提])|转人工|建议|\b(?:please|want|need|help)\b/;

/** "我不是要退货" wants nothing yet. */
const WISHED_AWAY = /不是[要想]|没[要想]|不[想要用需]/;

const CONTINUATION = new RegExp([
  String.raw`^(?:不然|否则|要不|不行|不能|到底|究竟|如果|要是|实在|或者|还是|那|所以|因此|结果|但|可是|不过|因为|就是|再不|都|也|而且|并且|是不是|会不会)`,
  String.raw`^(?:or|but|if|so|otherwise)\b`,
].join('|'));

/** The clauses of a text, in its order, without overlap. Nothing that is protected (an address, a number, a secret) and no character is torn. */
export function clausesIn({ head, normalised, extracted }: Reading): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  let lead: Lead = 'none';
  for (const cut of cutsIn(head, normalised, extracted.found)) {
    if (cut.start < from) continue;
    // A mark belongs to the clause before it, a word to the one behind.
    addClause(clauses, clauseIn(head, from, cut.lead === 'none' ? cut.end : cut.start, lead), lead, head);
    if (cut.lead !== 'none' || cut.start > from) lead = cut.lead;
    from = cut.end;
  }
  addClause(clauses, clauseIn(head, from, head.length, lead), lead, head);
  return clauses;
}

/** What stands before a clause: nothing or a mark, a word that announces something else, or one that may as well go on with a story. */
type Lead = 'none' | 'announces' | 'tells';
type Cut = { start: number; end: number; lead: Lead };

/** Where clauses may end, in their order. White space counts where it was a new line. */
function cutsIn(head: string, { original, starts, ends }: Reading['normalised'], found: readonly Protected[]): Cut[] {
  const cuts: Cut[] = [];
  for (const match of head.matchAll(CUTS)) {
    const { mark, joins, tells } = match.groups!;
    const lead = mark !== undefined ? 'none' : joins !== undefined || tells !== undefined ? 'tells' : 'announces';
    cuts.push({ start: match.index, end: match.index + match[0].length, lead });
  }
  if (/[\n\r\u2028\u2029]/.test(original)) {
    for (let at = head.indexOf(' '); at >= 0; at = head.indexOf(' ', at + 1)) {
      if (/[\n\r\u2028\u2029]/.test(original.slice(starts[at], ends[at]))) cuts.push({ start: at, end: at + 1, lead: 'none' });
    }
  }
  // Neither in what is protected, nor between two units that one character of the original text became.
  const isInside = (at: number): boolean => (ends[at - 1] ?? 0) > (starts[at] ?? Infinity) || found.some(({ start, end }) => start < at && at < end);
  return cuts.filter(({ start, end }) => !isInside(start) && !isInside(end)).sort((a, b) => a.start - b.start);
}

/** The clause between two cuts, trimmed; nothing where no letter is left. */
function clauseIn(head: string, from: number, to: number, lead: Lead): Clause | undefined {
  let start = from;
  for (let before = -1; before !== start; ) {
    before = start;
    const rest = head.slice(start, to);
    start += BEFORE_CLAUSE.exec(rest)?.[0].length ?? (lead === 'announces' ? AFTER_ANNOUNCEMENT.exec(rest)?.[0].length : undefined) ?? 0;
  }
  const text = head.slice(start, to).replace(/[\s,、]+$/, '');
  if (!/[\p{L}\p{N}]/u.test(text)) return undefined;
  const adds = lead === 'announces';
  return {
    start, end: start + text.length, adds, announced: adds,
    asks: adds || QUESTION.test(text) || (WISH.test(text) && !WISHED_AWAY.test(text)),
    continues: !adds && CONTINUATION.test(text),
  };
}

function addClause(clauses: Clause[], clause: Clause | undefined, lead: Lead, head: string): void {
  if (clause === undefined) return;
  const before = clauses.at(-1);
  const isQuestion = ({ start, end }: Clause): boolean => QUESTION.test(head.slice(start, end));
  if (before !== undefined && lead === 'tells' && !(isQuestion(before) && isQuestion(clause))) {
    // A story goes on.
    before.end = clause.end;
    before.asks ||= clause.asks;
    return;
  }
  if (before !== undefined && clause.adds) before.announced = before.asks = true;
  clauses.push(clause);
}
