import { LIMITS } from '../../base/limits.ts';
import type { IntentDocument } from '../../contract/content/intent.ts';
import type { Lexicons } from '../../contract/content/lexicons.ts';
import type { AnalyticsQuery, Topic, Topics } from '../../contract/studio/analytics.ts';
import { listGaps, type GapLine } from '../../storage/question.ts';
import type { Extracted } from '../../text/features.ts';
import { maskForLog } from '../../text/privacy.ts';
import { createReader } from '../../text/reading.ts';
import { lettersOf, mostAlikeAmong } from '../doctor/likeness.ts';
import { mapGently } from '../gently.ts';
import type { Studio } from '../studio.ts';
import { adviseOn } from './advice.ts';
import { clusterTexts, type Cluster } from './cluster.ts';
import { daysBefore, daysOf } from './days.ts';
import { analyse } from './figures.ts';
import { wordsOf } from './words.ts';

/** Lines read at most, of which many say the same. */
const LINES_MAX = 20_000;
/** An example and a line are alike with this share of their pairs of characters in common. */
const ALIKE = 0.3;
/** Texts between two pauses. */
const IN_A_ROW = 10;
/** Texts of which only the letters are wanted. */
const LETTERS_IN_A_ROW = 100;

/** A text that several customers may have written. */
type Said = { text: string; lines: GapLine[] };

/**
 * What customers asked about that the bot did not understand, or not surely: lines of these and as many days before that are alike, the most
 * frequent first; and what to do next. Compares `LIMITS.topicLines` different lines, the newest. Gives way to customers while it reckons.
 */
export async function findTopics(studio: Pick<Studio, 'storage' | 'draft' | 'settings'>, days: AnalyticsQuery): Promise<Topics> {
  const before = daysBefore(days);
  const gaps = await listGaps(studio.storage.read, { from: before.from, to: days.to, kinds: ['outside', 'unsure'] }, LINES_MAX);
  const all = await alikeByLetters(gaps);
  const said = all.slice(0, LIMITS.topicLines).map(({ text, lines }) => ({ text: maskForLog(text), lines }));
  const { intents, lexicons } = await studio.draft.readAll();
  const { readings, clusters } = await readAndCluster(studio, lexicons, said);
  const known = new Map(intents.map((intent) => [intent.id, intent]));
  const grouped = clusters.map(({ members }) => {
    const texts = members.map((member) => said[member]!);
    return { members, texts, conversations: conversationsIn(texts, days) };
  });
  const candidates = grouped.filter(({ conversations }) => conversations >= LIMITS.topicConversations);
  const ranked = candidates.sort((a, b) => b.conversations - a.conversations || (a.texts[0]!.text < b.texts[0]!.text ? -1 : 1)).slice(0, LIMITS.topics);
  const labels = wordsOf(ranked.map(({ members }) => members.map((member) => readings[member]!.words)), readings.map(({ words }) => words));
  const topics = await mapGently(ranked, 1, ({ texts }, index) => topicOf(texts, labels[index]!, known, days));
  return { topics, advice: adviseOn(topics, (await analyse(studio, days)).failing, known), read: said.length, left: all.length - said.length };
}

type LineReading = Pick<Extracted, 'features' | 'words'>;
/** Lines, as they were read and found to be alike with these lexicons. `written`: how they and their numbers are told to be the same. */
type Compared = { lexicons: string; byText: Map<string, LineReading>; written: string; readings: LineReading[]; clusters: Cluster[] };
/** The last ones: whoever looks at the page again, or at other days, finds most lines as they were, and often all. */
const lastCompared = new WeakMap<Studio['storage'], Compared>();

async function readAndCluster({ storage }: Pick<Studio, 'storage'>, lexicons: Lexicons, said: readonly Said[]): Promise<Pick<Compared, 'readings' | 'clusters'>> {
  const before = lastCompared.get(storage);
  const [words, written] = [JSON.stringify(lexicons), JSON.stringify(said.map(({ text, lines }) => [text, lines.length]))];
  const isSameContent = before?.lexicons === words;
  if (isSameContent && before.written === written) return before;
  const read = createReader(lexicons);
  const readings = await mapGently(said, IN_A_ROW, ({ text }): LineReading => {
    const known = isSameContent ? before.byText.get(text) : undefined;
    if (known !== undefined) return known;
    const { features, words: own } = read(text).extracted;
    return { features, words: own };
  });
  const clusters = await clusterTexts(said.map(({ lines }, index) => ({ features: readings[index]!.features, weight: lines.length })));
  lastCompared.set(storage, { lexicons: words, byText: new Map(said.map(({ text }, index) => [text, readings[index]!])), written, readings, clusters });
  return { readings, clusters };
}

/** What differs in marks, script or width only is one; those said last first, as they were said last. */
async function alikeByLetters(gaps: readonly GapLine[]): Promise<Said[]> {
  const said = new Map<string, Said>();
  const all = await mapGently(gaps, LETTERS_IN_A_ROW, ({ text }) => lettersOf(text));
  for (const [index, gap] of gaps.entries()) {
    const letters = all[index]!;
    if (letters.length < 2) continue;
    const known = said.get(letters);
    if (known === undefined) said.set(letters, { text: gap.text, lines: [gap] });
    else known.lines.push(gap);
  }
  return [...said.values()];
}

/** In how many conversations: who says the same again and again counts once. */
function conversationsIn(texts: readonly Said[], { from, to }: AnalyticsQuery): number {
  return new Set(texts.flatMap(({ lines }) => lines.filter(({ day }) => day >= from && day <= to).map(({ conversationId }) => conversationId))).size;
}

function topicOf(texts: readonly Said[], words: string[], known: ReadonlyMap<string, IntentDocument>, days: AnalyticsQuery): Topic {
  const current = texts.flatMap(({ lines }) => lines.filter(({ day }) => day >= days.from));
  const byDay = daysOf(days).map((day) => new Set(current.filter((line) => line.day === day).map(({ conversationId }) => conversationId)).size);
  // What is said now, before what was said only earlier.
  const examples = texts.filter(({ lines }) => lines.some(({ day }) => day >= days.from)).slice(0, LIMITS.topicExamples);
  return {
    id: `${texts[0]!.lines[0]!.conversationId}-${texts[0]!.lines[0]!.seq}`,
    words,
    conversations: conversationsIn(texts, days),
    before: conversationsIn(texts, daysBefore(days)),
    lines: current.length,
    days: byDay,
    examples: examples.map(({ text }) => text),
    nearest: nearestOf(texts, known),
  };
}

/** The intent that most of the lines came nearest to, by how sure the bot was. */
function nearestOf(texts: readonly Said[], known: ReadonlyMap<string, IntentDocument>): Topic['nearest'] {
  const votes = new Map<string, number>();
  const lines = texts.flatMap(({ lines: own }) => own);
  for (const { nearest, confidence } of lines) if (nearest !== null && known.has(nearest)) votes.set(nearest, (votes.get(nearest) ?? 0) + confidence);
  const [best] = [...votes].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  if (best === undefined) return null;
  const [intent, confidence] = best;
  const { name, examples } = known.get(intent)!;
  const alike = mostAlikeAmong(examples.map(({ text }) => text), ALIKE);
  return { intent, name, confidence: confidence / lines.length, examples: examples.length, alike: texts.filter(({ text }) => alike(text) !== null).length };
}
