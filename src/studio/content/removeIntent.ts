import { JiedaError } from '../../base/errors.ts';
import { OUT_OF_SCOPE } from '../../contract/meaning.ts';
import type { IntentUses } from '../../contract/studio/intents.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import { readIntent } from './intents.ts';
import { noteRemoval } from './save.ts';

/** The fields of dialogs that hold ids of intents. */
const FIELDS = new Set(['intents', 'topic', 'toldBy']);

/** What names an intent: topics, files of conversation tests, and how many lines of the fixed test set. */
export async function usesOfIntent({ draft }: Studio, id: string): Promise<IntentUses> {
  const { dialogs } = await draft.readAll();
  const files = await draft.listConversations();
  const texts = await Promise.all(files.map(async (file) => ({ file, text: (await draft.findConversations(file))?.content ?? '' })));
  const named = new RegExp(`(?<![a-z0-9_])${id}(?![a-z0-9_.])`);
  return {
    dialogs: dialogs.filter((dialog) => Object.hasOwn(dialog.problems, id) || names(dialog, id)).map(({ id: topic, name }) => ({ id: topic, name })),
    conversations: texts.filter(({ text }) => named.test(text)).map(({ file }) => file),
    testset: (await draft.readFile('testset')).content.filter(({ intent }) => intent === id).length,
  };
}

/** Whether a part of a dialog names the intent in one of the fields for it. */
function names(part: unknown, id: string): boolean {
  if (Array.isArray(part)) return part.some((one) => names(one, id));
  if (typeof part !== 'object' || part === null) return false;
  return Object.entries(part).some(([field, value]) => (FIELDS.has(field) && [value].flat().includes(id)) || names(value, id));
}

/**
 * Removes an intent on the revision that was seen; its versions stay, so that it can be restored.
 * @throws JiedaError `content.in_use` with `dialogs` while topics name it, `content.conflict` with `current`, `content.not_found`, `request.invalid` for the
 * outside, which every model needs; `content.read_only`.
 */
export async function removeIntent(studio: Studio, by: Author, id: string, rev: number): Promise<void> {
  requireEditing(studio);
  if (id === OUT_OF_SCOPE) throw new JiedaError('request.invalid');
  const before = await readIntent(studio, id);
  const { dialogs } = await usesOfIntent(studio, id);
  if (dialogs.length > 0) throw new JiedaError('content.in_use', { dialogs: dialogs.map(({ name }) => name) });
  await studio.draft.remove('intent', id, rev);
  await noteRemoval(studio, by, 'intent', id, before);
}
