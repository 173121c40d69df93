import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import { type ImportChoices, type ImportLine, type ImportVerdict, type LogChoices, type LogReport, type WaitingImport } from '../../contract/studio/exchange.ts';
import { startJob } from '../job/job.ts';
import { addSentences } from '../sentence/add.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import { carryOut, NO_CHOICES, prepare, type Intake, type Prepared } from './importing.ts';
import { readAside } from './read/aside.ts';
import { inPieces } from './read/csv.ts';
import { customerTexts, lookAtLog } from './read/log.ts';

/** An import that was looked at: whose it is, what was read, what is decided so far, and what that comes to. */
type Waiting = { by: string; at_ms: number } & (
  | { kind: 'intents'; intake: Intake; choices: ImportChoices; prepared: Prepared }
  | { kind: 'log'; file: string; bytes: Buffer; report: LogReport }
);

/** In the memory of the one process that edits; a restart forgets them, and so does time. */
const waiting = new WeakMap<Studio, Map<string, Waiting>>();

function importsOf(studio: Studio): Map<string, Waiting> {
  const found = waiting.get(studio) ?? new Map<string, Waiting>();
  waiting.set(studio, found);
  for (const [id, { at_ms }] of found) if (studio.clock.now_ms() - at_ms > LIMITS.importWaits_ms) found.delete(id);
  return found;
}

/** @throws JiedaError `import.gone`, also for one that somebody else has begun. */
function find(studio: Studio, by: Author, id: string): Waiting {
  const found = importsOf(studio).get(id);
  if (found?.by !== by.id) throw new JiedaError('import.gone');
  return found;
}

function keep(studio: Studio, id: string, value: Waiting): void {
  const imports = importsOf(studio);
  imports.delete(id);
  imports.set(id, value);
  // The oldest makes room.
  while (imports.size > LIMITS.importsWaiting) imports.delete(imports.keys().next().value!);
}

/** Emotions that a file leaves open are heard by the model that serves; before there is one they are calm. */
function hearing({ serving }: Studio): { hear?: (text: string) => 'calm' | 'upset' | 'angry' } {
  try {
    const { understanding } = serving.current();
    return { hear: (text) => understanding.understand(text).emotion };
  } catch (error) {
    if (error instanceof JiedaError && error.code === 'release.none') return {};
    throw error;
  }
}

/** Reads a file and looks at it, as a job; its result is `{import}`, the id by which what it found is asked for. @returns the job's id. */
export function readImport(studio: Studio, by: Author, { kind, file, bytes }: { kind: 'intents' | 'log'; file: string; bytes: Buffer }): Promise<string> {
  requireEditing(studio);
  const id = studio.ids.id();
  return startJob(studio, { kind: 'import', author: by, title: file }, async ({ progress, signal }) => {
    progress(0, 1, 'file');
    const at_ms = studio.clock.now_ms();
    if (kind === 'log') keep(studio, id, { by: by.id, at_ms, kind, file, bytes, report: await lookAtLog(file, () => inPieces(bytes), {}, signal) });
    else {
      const intake = { file, source: await readAside(bytes, file, signal) };
      const prepared = await prepare(await studio.draft.readAll(), intake, NO_CHOICES, { ...hearing(studio), signal, progress: (done, total) => progress(done, total, 'examining') });
      keep(studio, id, { by: by.id, at_ms, kind, intake, choices: NO_CHOICES, prepared });
    }
    return { import: id };
  });
}

/** Looks at an import again with what is decided now, as a job. */
export async function decideImport(studio: Studio, by: Author, id: string, { intents, log }: { intents?: ImportChoices | undefined; log?: LogChoices | undefined }): Promise<string> {
  const found = find(studio, by, id);
  return startJob(studio, { kind: 'import', author: by, title: found.kind === 'log' ? found.file : found.intake.file }, async ({ progress, signal }) => {
    const at_ms = studio.clock.now_ms();
    if (found.kind === 'log') keep(studio, id, { ...found, at_ms, report: await lookAtLog(found.file, () => inPieces(found.bytes), log ?? {}, signal) });
    else {
      const choices = intents ?? found.choices;
      const prepared = await prepare(await studio.draft.readAll(), found.intake, choices, { ...hearing(studio), signal, progress: (done, total) => progress(done, total, 'examining') });
      keep(studio, id, { ...found, at_ms, choices, prepared });
    }
    return { import: id };
  });
}

/**
 * Carries an import out, as a job. Its result says what it did. Of intents all or nothing is saved; of a log what was taken before it is ended stays.
 */
export async function applyImport(studio: Studio, by: Author, id: string): Promise<string> {
  const found = find(studio, by, id);
  return startJob(studio, { kind: 'import', author: by, title: found.kind === 'log' ? found.file : found.intake.file }, async ({ progress, signal }) => {
    const result = found.kind === 'log'
      ? { sentences: await addSentences(studio, { source: found.file, texts: await customerTexts(() => inPieces(found.bytes), found.report, signal) }, { progress, signal }) }
      : { intents: await carryOut(studio, by, found.intake, found.choices, { ...hearing(studio), signal, progress: (done, total) => progress(done, total, 'examining') }) };
    importsOf(studio).delete(id);
    return result;
  });
}

/** @throws JiedaError `import.gone`. */
export function readWaiting(studio: Studio, by: Author, id: string): WaitingImport {
  const found = find(studio, by, id);
  if (found.kind === 'log') return { import: id, report: null, choices: null, log: found.report };
  return { import: id, report: found.prepared.report, choices: found.choices, log: null };
}

/** Lines of an import, of a verdict and an intent of the file or of all; those that call for a look come first. @throws JiedaError `import.gone`. */
export function listLines(studio: Studio, by: Author, id: string, { verdict, intent, from }: { verdict?: ImportVerdict | undefined; intent?: string | undefined; from: number }): { lines: ImportLine[]; total: number } {
  const found = find(studio, by, id);
  const all = found.kind === 'intents' ? found.prepared.lines : [];
  const lines = all.filter((line) => (verdict === undefined || line.verdict === verdict) && (intent === undefined || line.intent === intent));
  const problemsFirst = verdict === undefined ? [...lines.filter(({ verdict: is }) => is !== 'new'), ...lines.filter(({ verdict: is }) => is === 'new')] : lines;
  return { lines: problemsFirst.slice(from, from + LIMITS.importPage), total: lines.length };
}

export function dropImport(studio: Studio, by: Author, id: string): void {
  find(studio, by, id);
  importsOf(studio).delete(id);
}
