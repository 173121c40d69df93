import { shownAt } from '../../base/day.ts';
import { OUT_OF_SCOPE, type Meaning } from '../../contract/meaning.ts';
import type { GapKind } from '../../contract/studio/analytics.ts';
import type { StoredMessage } from '../../storage/message.ts';
import type { Gap, QuestionCount } from '../../storage/question.ts';

type Line = Pick<StoredMessage, 'conversationId' | 'seq' | 'sender' | 'kind' | 'text' | 'at_ms' | 'meaning' | 'explanation'>;
type Heard = Line & { meaning: Meaning; reason: string };

/** What customers say to an answer; nothing is asked with it. */
const ANSWERS: ReadonlySet<string> = new Set(['affirm', 'deny', 'greeting', 'thanks', 'goodbye']);
/** Answered with less confidence than this, the bot was not sure. */
const SURE = 0.6;
/** An intent with less confidence than this is not near. */
const NEAR = 0.15;

/** What a customer asked the bot in a conversation, by hour and intent, and which lines it did not handle well. `lines` in their order. Pure. */
export function questionsOf(lines: readonly Line[], timeZone: string): { counts: QuestionCount[]; gaps: Gap[] } {
  const counts = new Map<string, QuestionCount>();
  const gaps = new Map<string, Gap>();
  const heard = heardBy(lines);
  const note = (line: Heard, kind: GapKind, nearest: string | null): void => {
    gaps.set(`${line.seq} ${kind}`, {
      conversationId: line.conversationId, seq: line.seq, kind, day: momentOf(line.at_ms, timeZone).day, at_ms: line.at_ms, nearest, confidence: confidenceIn(line.meaning, nearest),
    });
  };
  for (const [index, line] of heard.entries()) {
    const { meaning, reason, at_ms } = line;
    const isOutside = hasMark(reason, 'outside');
    for (const intent of askedIn(meaning, isOutside)) {
      const moment = momentOf(at_ms, timeZone);
      const key = `${moment.day} ${moment.hour} ${intent}`;
      counts.set(key, { ...moment, intent, asked: (counts.get(key)?.asked ?? 0) + 1 });
    }
    const kind = kindOf(meaning, reason, isOutside);
    if (kind !== null) note(line, kind, nearestOf(meaning));
    const negated = markedWith(reason, 'negated');
    const misread = negated === undefined ? undefined : misreadBefore(heard.slice(0, index), negated);
    if (misread !== undefined) note(misread, 'misunderstood', negated === 'none' || negated === undefined ? nearestOf(misread.meaning) : negated);
  }
  return { counts: [...counts.values()], gaps: [...gaps.values()] };
}

/** The customer's lines that the bot answered, each with why it answered so. */
function heardBy(lines: readonly Line[]): Heard[] {
  return lines.flatMap((line, index) => {
    if (line.sender !== 'customer' || line.kind !== 'text' || line.meaning === null || line.text === '') return [];
    const next = lines.slice(index + 1).find(({ sender, explanation }) => sender === 'customer' || explanation !== null);
    return next?.explanation ? [{ ...line, meaning: line.meaning, reason: next.explanation.reason }] : [];
  });
}

/** The intents that a line asks for: each part its own. What answers a form, and is not understood by itself, asks nothing. */
function askedIn(meaning: Meaning, isOutside: boolean): Set<string> {
  if (isOutside) return new Set([OUT_OF_SCOPE]);
  const intents = meaning.parts?.map(({ intent }) => intent) ?? [meaning.intent];
  return new Set(intents.filter((intent) => intent !== OUT_OF_SCOPE && !ANSWERS.has(intent)));
}

function kindOf({ intent, decidedBy, confidence }: Meaning, reason: string, isOutside: boolean): Exclude<GapKind, 'misunderstood'> | null {
  if (isOutside) return 'outside';
  if (hasMark(reason, 'choice') || hasMark(reason, 'restated')) return 'clarified';
  return decidedBy === 'classifier' && confidence < SURE && intent !== OUT_OF_SCOPE && !ANSWERS.has(intent) ? 'unsure' : null;
}

/** The line that was misread: the last one that was taken for what the customer now says they did not mean, otherwise the last that asked something. */
function misreadBefore(heard: readonly Heard[], negated: string): Heard | undefined {
  return heard.findLast(({ meaning }) => meaning.intent === negated) ?? heard.findLast(({ meaning }) => !ANSWERS.has(meaning.intent));
}

function nearestOf({ intent, alternatives }: Meaning): string | null {
  if (intent !== OUT_OF_SCOPE) return intent;
  return alternatives.find((one) => one.intent !== OUT_OF_SCOPE && one.confidence >= NEAR)?.intent ?? null;
}

function confidenceIn({ intent, confidence, alternatives }: Meaning, nearest: string | null): number {
  if (nearest === null) return 0;
  return intent === nearest ? confidence : (alternatives.find((one) => one.intent === nearest)?.confidence ?? 0);
}

/** Marks for programs stand in a reason between `；`. */
function markedWith(reason: string, name: string): string | undefined {
  return reason.split('；').map((part) => part.trim()).find((part) => part === `#${name}` || part.startsWith(`#${name}:`))?.slice(name.length + 2);
}

function hasMark(reason: string, name: string): boolean {
  return markedWith(reason, name) !== undefined;
}

function momentOf(at_ms: number, timeZone: string): { day: string; hour: number } {
  const shown = new Date(shownAt(at_ms, timeZone));
  return { day: shown.toISOString().slice(0, 10), hour: shown.getUTCHours() };
}
