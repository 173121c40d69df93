import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { JiedaError } from '../base/errors.ts';
import type { Columns, ImportChoices, ImportReport } from '../contract/studio/exchange.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { studioOn } from '../server/studio.ts';
import { activeReleaseNumber } from '../storage/release.ts';
import type { Work } from '../studio/exchange/examine.ts';
import { carryOut, NO_CHOICES, prepare, type Intake } from '../studio/exchange/importing.ts';
import { isReserved, nameFor } from '../studio/exchange/intentId.ts';
import { readSource } from '../studio/exchange/read/read.ts';
import { COMMAND } from './author.ts';
import { printJson, progressBar, withRuntime } from './common.ts';

export type ImportOptions = {
  apply?: boolean;
  create?: boolean;
  skipUnknown?: boolean;
  map?: [string, string][];
  columns?: Partial<Record<'text' | 'intent' | 'emotion', number>>;
  near: ImportChoices['near'];
  contradictions: ImportChoices['contradictions'];
  private: ImportChoices['private'];
  json?: boolean;
};
type Decided = Pick<ImportChoices, 'near' | 'contradictions' | 'private'>;

/** Lines shown of what is not imported. */
const SHOWN = 20;

/** `jieda import FILE`: what importing a file of intents would do; with `--apply` it is done, all or nothing. */
export async function runImport(file: string, options: ImportOptions): Promise<void> {
  const intake: Intake = { file: basename(file), source: await readSource(await readFile(file), basename(file)) };
  await withRuntime(async (runtime, config) => {
    const studio = studioOn(config, runtime);
    const bar = progressBar();
    const work: Work = { ...(await hearing(runtime)), progress: (done, total) => bar(done, total, '检查') };
    const draft = await studio.draft.readAll();
    const columns = options.columns && chosenColumns(options.columns);
    const decided: Decided = { near: options.near, contradictions: options.contradictions, private: options.private };
    const open: ImportChoices = { ...NO_CHOICES, ...decided, ...(columns && { columns }) };
    const { report: first } = await prepare(draft, intake, open);
    const choices = { ...open, intents: choicesFor(first, options) };
    if (options.apply) {
      const result = await carryOut(studio, COMMAND, intake, choices, work);
      if (options.json) printJson(result);
      else process.stdout.write(`已导入 ${result.taken} 句，改动 ${result.documents.length} 份内容。\n${result.documents.map(({ kind, id, created, added }) => `  ${kind}/${id}${created ? '（新建）' : ''} +${added}\n`).join('')}`);
      return;
    }
    const { report, lines } = await prepare(draft, intake, choices, work);
    const left = lines.filter(({ taken }) => !taken);
    if (options.json) printJson({ ...report, left });
    else process.stdout.write(`${describe(report)}${left.slice(0, SHOWN).map(({ at, intent, text, verdict }) => `  ${at}  ${verdict}  ${intent}  ${text}\n`).join('')}${left.length > SHOWN ? `  … ${left.length - SHOWN}\n` : ''}`);
  });
}

/** The active release hears how customers feel; without one, what a file leaves open is calm. */
async function hearing(runtime: Runtime): Promise<Pick<Work, 'hear'>> {
  if ((await activeReleaseNumber(runtime.storage.read)) === null) return {};
  await runtime.serving.refresh();
  return { hear: (text) => runtime.serving.current().understanding.understand(text).emotion };
}

function choicesFor({ intents }: ImportReport, { create = false, skipUnknown = false, map = [] }: ImportOptions): ImportChoices['intents'] {
  const mapped = new Map(map);
  return intents
    .filter(({ name, known }) => known === null && !isReserved(name))
    .flatMap(({ name, id }): ImportChoices['intents'] => {
      const to = mapped.get(name);
      if (to !== undefined) return [[name, { as: 'map', id: to }]];
      if (create && id !== null) return [[name, { as: 'create', id, name: nameFor(name) }]];
      return skipUnknown ? [[name, { as: 'skip' }]] : [];
    });
}

/** On the command line columns are counted from 1, as spreadsheets do. */
function chosenColumns({ text, intent, emotion }: NonNullable<ImportOptions['columns']>): Columns {
  if (text === undefined || intent === undefined) throw new JiedaError('import.column_missing');
  return { header: true, text: text - 1, intent: intent - 1, emotion: emotion === undefined ? null : emotion - 1 };
}

function describe({ format, lines, taken, verdicts, intents, documents, notes, columns }: ImportReport): string {
  const counts = Object.entries(verdicts).filter(([, count]) => count > 0).map(([verdict, count]) => `${verdict} ${count}`);
  const open = intents.filter(({ known, choice }) => known === null && choice === null);
  const changed = documents.filter(({ change }) => change !== 'same');
  return [
    lines > 0 ? `${format}: ${lines} 句，将导入 ${taken} 句（${counts.join('，')}）` : format,
    ...(columns !== null && (columns.chosen.text === null || columns.chosen.intent === null) ? [`列：${columns.titles.join(' | ')}；请用 --columns text=列号,intent=列号 指出`] : []),
    ...(documents.length > 0 ? [`${documents.length} 份内容，${changed.length} 份有变化`] : []),
    ...changed.map(({ kind, id, change, added, removed }) => `  ${kind}/${id}  ${change}  +${added} -${removed}`),
    ...(open.length > 0 ? [`还不存在的意图（--create、--map 或 --skip-unknown）：${open.map(({ name, lines: count }) => `${name}（${count}）`).join('、')}`] : []),
    ...notes.map(({ kind, count }) => `未导入：${kind} ${count}`),
    '',
  ].join('\n');
}
