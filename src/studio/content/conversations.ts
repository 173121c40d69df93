import type { Revised } from '../../storage/contentFiles.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import { noteVersion } from './save.ts';

/**
 * Saves a file of conversation tests on the revision that its editor saw, `null` for a new one; also one that cannot be read yet.
 * @throws JiedaError `content.conflict` with `current`, `content.read_only`.
 */
export async function saveConversations(studio: Studio, by: Author, id: string, rev: string | null, text: string): Promise<Revised<string>> {
  requireEditing(studio);
  const before = await studio.draft.findConversations(id);
  const saved = (await studio.draft.saveConversations(id, rev, text))!;
  await noteVersion(studio, by, 'conversation', id, before?.content ?? null, saved.content);
  return saved;
}
