import { LIMITS } from '../base/limits.ts';
import type { Entity, Part } from '../contract/meaning.ts';
import { clausesIn, type Clause } from './clauses.ts';
import { spanOnOriginal } from './normalise.ts';
import { mask } from './privacy.ts';
import type { Reading } from './reading.ts';

/** What a piece of a text is about. `describe` finds out the rest of what a part holds; it is asked only of those that become one. */
export type Judged = { intent: string; confidence: number; isInScope: boolean; describe(): Omit<Part, 'text' | 'start' | 'end' | 'entities'> };

/** A text and what is known of all of it: the intents it may have, and spans on the text as it was sent. */
export type Whole = { reading: Reading; intents: readonly string[]; entities: readonly Entity[]; secrets: readonly { start: number; end: number }[] };

/** Everyday intents that are no matter of their own beside another one. */
const SMALL_TALK: ReadonlySet<string> = new Set(['greeting', 'thanks', 'affirm', 'deny', 'goodbye']);

/** A piece that is less sure is taken for a sentence of its neighbour's story: a story torn apart is worse than two questions in one. */
const SURE = 0.85;
/** The same where words announce that another question comes. */
const SURE_IF_ANNOUNCED = 0.6;

/** One intent may be meant for several of these. */
const NUMBERS: ReadonlySet<string> = new Set(['order_number', 'ticket_number']);

/** `[start, end)` on the text as it was sent, and what is asked there. */
type Question = { start: number; end: number; judged: Judged; isTopic: boolean; numbers: string[] };

/** Clauses `first` to `last`, of which one asks the question. */
type Group = { first: number; last: number; question: Question };

/**
 * The questions of a text that surely asks several, in its order; undefined for any other. `judge` understands a piece by itself.
 *
 * A clause is a question of its own where it asks or adds something, is sure to be a topic that can be heard in the whole, and another one than those before. What
 * tells or explains belongs to one of its neighbours. With what belongs to it each question has to be sure again, and differ again.
 */
export function partsOf(whole: Whole, judge: (piece: string) => Judged): Part[] | undefined {
  const clauses = clausesIn(whole.reading);
  if (clauses.length > LIMITS.clauses || clauses.filter(({ asks }) => asks).length < 2) return undefined;
  const ask = createAsking(whole, judge);
  const groups = groupsOf(clauses, (clause) => ask(clause, clause));
  if (groups.length < 2) return undefined;
  const questions = groups.slice(0, LIMITS.parts).map(({ first, last, question }) => (first === last ? question : ask(clauses[first]!, clauses[last]!)));
  const areSure = questions.every((question, at) => question.isTopic && questions.slice(0, at).every((before) => differ(before, question)));
  return areSure ? questions.map((question) => partOf(question, whole)) : undefined;
}

/** Judges the text from one clause to another. Private data stays masked: found in the whole, it might not be recognised in a piece. */
function createAsking({ reading, intents, entities, secrets }: Whole, judge: (piece: string) => Judged): (first: Clause, last: Clause) => Question {
  const readable = mask(reading.normalised.original, secrets);
  return (first, last) => {
    const { start, end } = spanOnOriginal(reading.normalised, first.start, last.end);
    const judged = judge(readable.slice(start, end));
    const isAnnounced = first.announced || last.announced;
    // Two questions can be heard in the whole, too; what a fragment like "多久能装好" seems to be about by itself cannot.
    const isSure = isAnnounced ? judged.confidence >= SURE_IF_ANNOUNCED : judged.confidence >= SURE && intents.includes(judged.intent);
    const numbers = entities.filter((entity) => NUMBERS.has(entity.type) && start <= entity.start && entity.end <= end);
    return {
      start, end, judged,
      isTopic: judged.isInScope && isSure && !SMALL_TALK.has(judged.intent),
      numbers: numbers.map(({ type, value }) => `${type} ${value}`),
    };
  };
}

function groupsOf(clauses: readonly Clause[], ask: (clause: Clause) => Question): Group[] {
  const groups: Group[] = [];
  /** The first clause that may still belong to the next question. */
  let open = 0;
  for (const [at, clause] of clauses.entries()) {
    if (!clause.asks && !clause.continues) continue;
    const last = groups.at(-1);
    const question = clause.continues ? undefined : ask(clause);
    if (question?.isTopic && groups.every((before) => differ(before.question, question))) {
      const first = last !== undefined && clause.adds ? at : open;
      if (last !== undefined) last.last = first - 1;
      groups.push({ first, last: at, question });
      open = at + 1;
    } else if (last !== undefined) {
      last.last = at;
      open = at + 1;
    }
  }
  const last = groups.at(-1);
  if (last !== undefined) last.last = clauses.length - 1;
  return groups;
}

/** Another intent, or the same for another order or ticket. */
function differ(one: Question, other: Question): boolean {
  if (one.judged.intent !== other.judged.intent) return true;
  return one.numbers.length > 0 && other.numbers.length > 0 && !other.numbers.some((number) => one.numbers.includes(number));
}

function partOf({ start, end, judged }: Question, { reading, entities }: Whole): Part {
  return {
    text: reading.normalised.original.slice(start, end), start, end,
    ...judged.describe(),
    entities: entities.filter((entity) => start <= entity.start && entity.end <= end),
  };
}
