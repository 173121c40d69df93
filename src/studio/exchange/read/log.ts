import { JiedaError } from '../../../base/errors.ts';
import { LIMITS } from '../../../base/limits.ts';
import type { LogColumns, LogReport } from '../../../contract/studio/exchange.ts';
import { maskForLog } from '../../../text/privacy.ts';
import { isArchive } from './archive.ts';
import { readSheetAside } from './aside.ts';
import { csvRows, type Bytes } from './csv.ts';
import { decode, encodingOf } from './encoding.ts';
import { isObject, parseJson } from './json.ts';
import { withinTable } from './table.ts';

/** What columns of chat logs are called, in Chinese and English. */
const TITLES = {
  text: /^(文本|内容|消息|消息内容|聊天内容|会话内容|发送内容|句子|问题|text|content|message|msg|body|utterance|query)$/i,
  speaker: /^(说话人|发送人|发送者|发送方|发言人|角色|身份|来源|speaker|sender|from|role|author|sender[ _]?type|direction)$/i,
};
const CUSTOMER = /^(客户|用户|顾客|买家|访客|会员|客人|消费者|customer|user|visitor|client|buyer|guest|end[ _]?user|inbound|in)$/i;
const SAMPLE_ROWS = 3;
const SAMPLE_LENGTH = 60;
/** More different speakers than roles are names. */
const SPEAKERS_SHOWN = 50;

type Row = string[];

/** The rows of a log, one at a time: of CSV, JSON lines or a workbook; the first row of JSON lines has the names of its fields. */
export async function* logRows(bytes: Bytes, signal?: AbortSignal): AsyncGenerator<Row> {
  const head = await headOf(bytes);
  if (isArchive(head)) {
    const pieces: Buffer[] = [];
    for await (const piece of bytes()) pieces.push(piece);
    yield* await readSheetAside(Buffer.concat(pieces), signal);
  } else if (head.toString('utf8').replace(/^\uFEFF/, '').trimStart().startsWith('{')) yield* jsonRows(bytes);
  else for await (const { cells } of csvRows(bytes)) yield cells;
}

/** What a log has: its columns, who speaks in it, and how many sentences are of customers. `columns` and `customers` are guessed where nobody says. */
export async function lookAtLog(file: string, bytes: Bytes, chosen: { columns?: LogColumns | undefined; customers?: string[] | undefined }, signal?: AbortSignal): Promise<LogReport> {
  const report: LogReport = { file, titles: [], samples: [], columns: { header: true, text: null, speaker: null }, speakers: [], customers: chosen.customers ?? null, rows: 0, sentences: 0 };
  const speakers = new Map<string, number>();
  let first = true;
  for await (const row of logRows(bytes, signal)) {
    if (first) {
      report.columns = chosen.columns ?? guess(row);
      report.titles = row.map((cell) => (report.columns.header ? cell.slice(0, SAMPLE_LENGTH) : ''));
    }
    const isHeader = first && report.columns.header;
    first = false;
    if (isHeader) continue;
    report.rows += 1;
    if (report.samples.length < SAMPLE_ROWS) report.samples.push(report.titles.map((_title, column) => maskForLog(row[column] ?? '').slice(0, SAMPLE_LENGTH)));
    const { text, speaker } = report.columns;
    if (text === null || (row[text] ?? '').trim() === '') continue;
    const who = speaker === null ? '' : (row[speaker] ?? '').trim();
    speakers.set(who, (speakers.get(who) ?? 0) + 1);
  }
  if (report.rows === 0) throw new JiedaError('import.empty');
  const named = [...speakers].sort(([, one], [, other]) => other - one);
  report.speakers = named.slice(0, SPEAKERS_SHOWN).map(([name, lines]) => ({ name, lines }));
  if (report.columns.speaker === null) report.customers = [''];
  else report.customers ??= named.map(([name]) => name).filter((name) => CUSTOMER.test(name));
  const customers = new Set(report.customers);
  report.sentences = named.filter(([name]) => customers.has(name)).reduce((sum, [, lines]) => sum + lines, 0);
  return report;
}

/** What customers say in a log. @throws JiedaError `import.column_missing`, `import.speaker_missing`, `import.empty`. */
export async function customerTexts(bytes: Bytes, { columns, customers, titles }: Pick<LogReport, 'columns' | 'customers' | 'titles'>, signal?: AbortSignal): Promise<string[]> {
  const { header, text, speaker } = columns;
  if (text === null) throw new JiedaError('import.column_missing', { titles });
  const own = new Set(customers);
  if (speaker !== null && own.size === 0) throw new JiedaError('import.speaker_missing');
  const texts: string[] = [];
  let first = true;
  for await (const row of logRows(bytes, signal)) {
    const isHeader = first && header;
    first = false;
    if (isHeader) continue;
    const said = (row[text] ?? '').trim();
    if (said !== '' && (speaker === null || own.has((row[speaker] ?? '').trim()))) texts.push(said);
  }
  if (texts.length === 0) throw new JiedaError('import.empty');
  return texts;
}

function guess(row: Row): LogColumns {
  const at = (pattern: RegExp): number | null => {
    const index = row.findIndex((cell) => pattern.test(cell.trim()));
    return index < 0 ? null : index;
  };
  const text = at(TITLES.text);
  if (text !== null) return { header: true, text, speaker: at(TITLES.speaker) };
  return { header: row.length > 1, text: row.length === 1 ? 0 : null, speaker: row.length === 1 ? null : at(TITLES.speaker) };
}

async function headOf(bytes: Bytes): Promise<Buffer> {
  for await (const piece of bytes()) return piece.subarray(0, 4_096);
  throw new JiedaError('import.empty');
}

/** A line is an object; fields that the first one has not are left out. */
async function* jsonRows(bytes: Bytes): AsyncGenerator<Row> {
  let names: string[] | null = null;
  let count = 0;
  for await (const line of linesOf(bytes)) {
    if (line.trim() === '') continue;
    const value = parseJson(line);
    if (!isObject(value)) throw new JiedaError('import.damaged', { reason: 'json', line: count + 1 });
    if (names === null) {
      names = Object.keys(value);
      withinTable(names, 1);
      yield names;
    }
    count += 1;
    const cells = names.map((name) => cellOf(Object.hasOwn(value, name) ? value[name] : ''));
    withinTable(cells, count);
    yield cells;
  }
}

function cellOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

async function* linesOf(bytes: Bytes): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of decode(bytes(), await encodingOf(bytes()))) {
    const lines = (rest + piece).split(/\r?\n/);
    rest = lines.pop()!;
    if (rest.length > LIMITS.importCellLength * 4) throw new JiedaError('import.too_large', { what: 'cell', max: LIMITS.importCellLength });
    yield* lines;
  }
  yield rest;
}
