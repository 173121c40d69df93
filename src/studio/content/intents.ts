import { JiedaError } from '../../base/errors.ts';
import type { IntentDocument } from '../../contract/content/intent.ts';
import type { IntentSummary } from '../../contract/studio/intents.ts';
import { createPatterns } from '../../text/patterns.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import { saveDocument, saveTogether } from './save.ts';

/** The intents of the draft, by id. @throws JiedaError `content.invalid`. */
export async function listIntents({ draft }: Studio): Promise<IntentSummary[]> {
  const { intents } = await draft.readAll();
  return intents.map(({ id, name, domain, description, rev, rules, examples }) => {
    const counts = { calm: 0, upset: 0, angry: 0 };
    for (const { emotion } of examples) counts[emotion] += 1;
    return { id, name, domain, description, rev, rules: rules.length, examples: counts };
  });
}

/** @throws JiedaError `content.not_found`. */
export async function readIntent({ draft }: Studio, id: string): Promise<IntentDocument> {
  const document = await draft.find('intent', id);
  if (document === null) throw new JiedaError('content.not_found');
  return document;
}

/**
 * Saves an intent on the revision that its editor saw; a new one has revision 1.
 * @throws JiedaError `content.conflict` with `current`; `content.invalid` for a pattern that RE2 does not know; `content.read_only`.
 */
export async function saveIntent(studio: Studio, by: Author, document: IntentDocument): Promise<IntentDocument> {
  createPatterns(document.rules.map(({ pattern }) => pattern));
  return saveDocument(studio, by, 'intent', document);
}

/**
 * Moves examples to another intent. Both are saved, or neither. Texts that are not there are refused. @returns both intents.
 * @throws JiedaError `content.not_found`, `content.conflict` with `current`, `content.invalid` where the other one has no room, `content.read_only`.
 */
export async function moveExamples(studio: Studio, by: Author, from: string, { rev, to, texts }: { rev: number; to: string; texts: string[] }): Promise<{ from: IntentDocument; to: IntentDocument }> {
  requireEditing(studio);
  const [source, target] = [await readIntent(studio, from), await readIntent(studio, to)];
  if (source.rev !== rev) throw new JiedaError('content.conflict', { current: source });
  const moved = new Set(texts);
  const leaving = source.examples.filter(({ text }) => moved.has(text));
  if (from === to || leaving.length < moved.size) throw new JiedaError('request.invalid');
  const known = new Set(target.examples.map(({ text }) => text));
  const arrived = { ...target, examples: [...target.examples, ...leaving.filter(({ text }) => !known.has(text))] };
  await saveBoth(studio, by, arrived, { ...source, examples: source.examples.filter(({ text }) => !moved.has(text)) });
  return { from: await readIntent(studio, from), to: await readIntent(studio, to) };
}

/** The one that examples arrive in first, so that none is lost should the process die between the two files. */
function saveBoth(studio: Studio, by: Author, arrived: IntentDocument, left: IntentDocument): Promise<void> {
  return saveTogether(studio, by, [arrived, left].map((document) => ({ kind: 'intent', document })));
}

/**
 * Makes a new intent of examples of another one. Both are saved, or neither. @returns it.
 * @throws JiedaError `content.not_found`, `content.conflict` with `current` (also where the id is taken), `content.read_only`.
 */
export async function splitIntent(
  studio: Studio, by: Author, from: string, { rev, id, name, domain, texts }: Pick<IntentDocument, 'id' | 'name' | 'domain'> & { rev: number; texts: string[] },
): Promise<IntentDocument> {
  requireEditing(studio);
  const [source, taken] = [await readIntent(studio, from), await studio.draft.find('intent', id)];
  if (source.rev !== rev) throw new JiedaError('content.conflict', { current: source });
  if (taken !== null) throw new JiedaError('content.conflict', { current: taken });
  const leaving = new Set(texts);
  const examples = source.examples.filter(({ text }) => leaving.has(text));
  if (examples.length < leaving.size) throw new JiedaError('request.invalid');
  await saveBoth(studio, by, { id, name, domain, description: '', rev: 1, rules: [], examples }, { ...source, examples: source.examples.filter(({ text }) => !leaving.has(text)) });
  return readIntent(studio, id);
}
