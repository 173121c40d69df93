import { JiedaError } from '../../base/errors.ts';
import type { CheckedConversations, ConversationDocument, ConversationFile, ConversationsResult, PlayedConversation, ScriptProblem } from '../../contract/studio/conversations.ts';
import { parseScripts } from '../conversations/parse.ts';
import { reportOn, type ConversationReport } from '../conversations/report.ts';
import { playScenes, stageOf } from '../evaluation/conversations.ts';
import { startJob, type JobWork } from '../job/job.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import { noteRemoval, noteVersion } from './save.ts';

/** Lines that cannot be read which are told of one file. */
const PROBLEMS_SHOWN = 20;

/** The files of conversation tests with what stands in each. */
export async function listConversations({ draft }: Studio): Promise<ConversationFile[]> {
  const ids = await draft.listConversations();
  return Promise.all(ids.map(async (id) => {
    const { rev, content } = (await draft.findConversations(id))!;
    return { id, rev, ...examineConversations(content) };
  }));
}

/** @throws JiedaError `content.not_found`. */
export async function readConversations({ draft }: Studio, id: string): Promise<ConversationDocument> {
  const document = await draft.findConversations(id);
  if (document === null) throw new JiedaError('content.not_found');
  return document;
}

/**
 * Saves a file of conversation tests on the revision that its editor saw, `null` for a new one; also one that cannot be read yet.
 * @throws JiedaError `content.conflict` with `current`, `content.read_only`.
 */
export async function saveConversations(studio: Studio, by: Author, id: string, rev: string | null, text: string): Promise<ConversationDocument> {
  requireEditing(studio);
  const before = await studio.draft.findConversations(id);
  const saved = (await studio.draft.saveConversations(id, rev, text))!;
  await noteVersion(studio, by, 'conversation', id, before?.content ?? null, saved.content);
  return saved;
}

/** Removes such a file; its versions stay. @throws JiedaError `content.conflict` with `current`, `content.read_only`. */
export async function removeConversations(studio: Studio, by: Author, id: string, rev: string): Promise<void> {
  requireEditing(studio);
  const before = await studio.draft.findConversations(id);
  await studio.draft.saveConversations(id, rev, null);
  await noteRemoval(studio, by, 'conversation', id, before?.content ?? '');
}

/** What can be read of a text, and every line that cannot. */
export function examineConversations(text: string): CheckedConversations {
  const problems: ScriptProblem[] = [];
  const lines = text.split(/\r?\n/);
  while (problems.length < PROBLEMS_SHOWN) {
    try {
      const scripts = parseScripts('', lines.join('\n'));
      return { problems, scripts: scripts.map(({ line, title, scenes, lines: own }) => ({ line, title, scenes: scenes.length, lines: own.length })) };
    } catch (error) {
      const problem = problemOf(error);
      problems.push(problem);
      const written = lines[problem.line - 1] ?? '';
      // A heading without what belongs below it, or a text without a heading: nothing else can be found.
      if (written.trim() === '' || written.trim().startsWith('标题')) break;
      lines[problem.line - 1] = '';
    }
  }
  return { problems, scripts: [] };
}

function problemOf(error: unknown): ScriptProblem {
  if (!(error instanceof JiedaError) || error.code !== 'evaluation.invalid') throw error;
  const { line, reason } = error.details as { line: number; reason: string };
  return { line, reason };
}

/**
 * Plays the conversations of one file (the one at `line`, where that is given) or of all as a job: with the dialogs of the draft and the model that serves.
 * @throws JiedaError `content.not_found`, `evaluation.invalid` for a file that cannot be read, `content.invalid` for dialogs that do not compile,
 * `job.running`, `content.read_only`.
 */
export async function runConversations(studio: Studio, author: Author, { file, line }: { file?: string | undefined; line?: number | undefined }): Promise<string> {
  const ids = file === undefined ? await studio.draft.listConversations() : [file];
  const documents = await Promise.all(ids.map(async (id) => ({ id, ...(await readConversations(studio, id)) })));
  const scripts = documents.flatMap(({ id, content }) => parseScripts(id, content)).filter((script) => line === undefined || script.line === line);
  if (scripts.length === 0) throw new JiedaError('content.not_found');
  const { number, understanding } = studio.serving.current();
  const stage = await stageOf(studio, await studio.draft.readAll(), understanding);
  const revs = Object.fromEntries(documents.map(({ id, rev }) => [id, rev]));
  const work: JobWork = async ({ progress, signal }): Promise<ConversationsResult> => {
    const played = await playScenes(scripts, stage, progress, signal);
    const { passed, results } = reportOn(played);
    return { release: number, revs, passed, results: results.map(resultOf) };
  };
  return startJob(studio, { kind: 'conversations', author, ...(file !== undefined && { title: line === undefined ? file : `${file} · ${scripts[0]!.title}` }) }, work);
}

function resultOf({ file, title, scene, line, expectations, failures, failing }: ConversationReport): PlayedConversation {
  const [first] = failing;
  return {
    file, title, scene, line, expectations, failures,
    first: first === undefined ? null : {
      line: first.line, text: first.text, because: first.reasons, replies: first.replies,
      understood: first.meaning === null ? null : `${first.meaning.intent} ${Math.round(first.meaning.confidence * 100)}% · ${first.meaning.emotion} · ${first.meaning.reason}`,
      failures: first.failures.map(({ line: at, expected, got }) => ({ line: at, expected, got })),
    },
  };
}
