import type { Emotion } from '../../../contract/meaning.ts';
import type { Columns } from '../../../contract/studio/exchange.ts';
import { notesOf, type ReadLine, type TableSource } from './source.ts';
import type { ImportNote } from '../../../contract/studio/exchange.ts';

/** What columns are called, in Chinese and English; the more telling words first. */
const TITLES = {
  intent: /^(意图|意图名称?|意图 ?id|标签|分类|类别|类目|intent|intent[ _]?name|label|category|class|topic)$/i,
  emotion: /^(情绪|情感|心情|emotion|sentiment|mood|feeling)$/i,
  text: /^(文本|句子|例句|语料|相似问|问法|用户问法|用户说|问题|标准问题?|内容|消息|text|sentence|utterance|example|phrase|question|query|message|content)$/i,
};
const EMOTIONS: Record<Emotion, RegExp> = {
  calm: /^(calm|平静|中性|正常|积极|正面|满意|neutral|positive|0)$/i,
  upset: /^(upset|不满|失望|焦急|着急|消极|负面|negative|1)$/i,
  angry: /^(angry|愤怒|生气|气愤|激动|2)$/i,
};
/** Rows that are looked at to tell columns apart. */
const SAMPLE_ROWS = 200;

/** Which column holds what: by the words of the first row, and without such by what stands in them. */
export function guessColumns({ rows }: TableSource, isIntent: (name: string) => boolean): Columns {
  const titles = rows[0]?.cells.map((cell) => cell.trim()) ?? [];
  const by = (pattern: RegExp): number | null => placeOf(titles.findIndex((title) => pattern.test(title)));
  const [text, intent, emotion] = [by(TITLES.text), by(TITLES.intent), by(TITLES.emotion)];
  if (text !== null || intent !== null) return { header: true, text, intent, emotion, ...(text === null && { text: other(titles.length, intent) }), ...(intent === null && { intent: other(titles.length, text) }) };
  const sample = rows.slice(0, SAMPLE_ROWS);
  const share = (column: number, is: (cell: string) => boolean): number => sample.filter(({ cells }) => is((cells[column] ?? '').trim())).length / Math.max(1, sample.length);
  const columns = titles.map((_title, column) => column);
  const known = columns.find((column) => share(column, isIntent) > 0.5) ?? null;
  const feeling = columns.find((column) => column !== known && share(column, (cell) => emotionIn(cell) !== null) > 0.5) ?? null;
  const rest = columns.filter((column) => column !== known && column !== feeling);
  const longest = rest.length === 0 ? null : rest.reduce((best, column) => (lengthOf(sample, column) > lengthOf(sample, best) ? column : best));
  return { header: false, text: longest, intent: known ?? other(titles.length, longest), emotion: feeling };
}

/** Of two columns the one that is not the other. */
function other(count: number, column: number | null): number | null {
  return count === 2 && column !== null ? 1 - column : null;
}

function placeOf(index: number): number | null {
  return index < 0 ? null : index;
}

function lengthOf(rows: TableSource['rows'], column: number): number {
  return rows.reduce((sum, { cells }) => sum + (cells[column] ?? '').length, 0);
}

export function emotionIn(cell: string): Emotion | null {
  const found = Object.entries(EMOTIONS).find(([, pattern]) => pattern.test(cell.trim()));
  return found ? (found[0] as Emotion) : null;
}

/** What a spreadsheet would run; here it is a text like any other. */
const FORMULA = /^[=+\-@]/;
/** The apostrophe by which an export keeps such a text from being run. */
const KEPT_TEXT = /^'(?=[=+\-@\t\r])/;

/** The sentences of a table by its chosen columns. Rows without a sentence are no lines; those without an intent are counted. */
export function linesOfTable({ rows }: TableSource, { header, text, intent, emotion }: Columns): { lines: ReadLine[]; notes: ImportNote[] } {
  const lines: ReadLine[] = [];
  const counts = { noLabel: 0, formulas: 0 };
  for (const { line, cells } of header ? rows.slice(1) : rows) {
    const sentence = (cells[text ?? -1] ?? '').replace(KEPT_TEXT, '').trim();
    const label = (cells[intent ?? -1] ?? '').trim();
    if (sentence === '') continue;
    if (label === '') counts.noLabel += 1;
    else lines.push({ at: String(line), intent: label, text: sentence, emotion: emotion === null ? null : emotionIn(cells[emotion] ?? '') });
    if (FORMULA.test(sentence)) counts.formulas += 1;
  }
  return { lines, notes: notesOf(counts) };
}
