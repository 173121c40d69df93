import type { HistoryKind } from '../../contract/studio/history.ts';
import { audit } from '../../storage/audit.ts';
import type { DocumentChange, DocumentKind, DocumentOf } from '../../storage/content.ts';
import { type FileName, type FileOf, type Revised } from '../../storage/contentFiles.ts';
import { keepVersion, latestVersion } from '../../storage/documentVersion.ts';
import type { Database } from '../../storage/schema.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';

/**
 * Saves a document of the draft on the revision that its editor saw, and keeps who made which version. @returns it with its next revision.
 * @throws JiedaError `content.conflict` with `current`, the version that somebody else saved meanwhile; `content.read_only`.
 */
export async function saveDocument<Kind extends DocumentKind>(studio: Studio, by: Author, kind: Kind, document: DocumentOf[Kind]): Promise<DocumentOf[Kind]> {
  requireEditing(studio);
  const before = await studio.draft.find(kind, document.id);
  const saved = await studio.draft.save(kind, document);
  await noteVersion(studio, by, kind, document.id, before, saved);
  return saved;
}

/** Where the versions of a file stand that carries no revision of its own. */
export function placeOf(name: FileName): { kind: HistoryKind; id: string } {
  return { kind: name === 'figures' || name === 'understanding' || name === 'testset' ? name : 'lexicon', id: name };
}

/** As {@link saveDocument}, for a file that carries no revision of its own. */
export async function saveFile<Name extends FileName>(studio: Studio, by: Author, name: Name, rev: string, content: FileOf[Name]): Promise<Revised<FileOf[Name]>> {
  requireEditing(studio);
  const before = await studio.draft.readFile(name);
  const saved = await studio.draft.saveFile(name, rev, content);
  const { kind, id } = placeOf(name);
  await noteVersion(studio, by, kind, id, before.content, saved.content);
  return saved;
}

/**
 * Saves several documents of the draft, all or none: revisions are compared before anything is written, and should a file or the history not be
 * saved, the files that were are put back as they stood. @throws like {@link saveDocument}, and the signal's reason.
 */
export async function saveTogether(studio: Studio, by: Author, changes: readonly DocumentChange[], note?: Note, signal?: AbortSignal): Promise<void> {
  requireEditing(studio);
  const at_ms = studio.clock.now_ms();
  await studio.draft.saveTogether(changes, signal, async (saved) => {
    await studio.storage.transaction(async (database) => {
      for (const { kind, before, now } of saved) await noteIn(database, at_ms, by, { kind, id: now.id, before, now });
      await note?.(database, at_ms);
    });
  });
}

/** What else is told in the transaction of the history. */
type Note = (database: Database, at_ms: number) => Promise<void>;

/** Keeps what a document is now and says so in the audit log; and what it was, where somebody has changed it outside the studio. */
export async function noteVersion({ storage, clock }: Studio, by: Author, kind: HistoryKind, id: string, before: unknown, now: unknown): Promise<void> {
  const at_ms = clock.now_ms();
  await storage.transaction((database) => noteIn(database, at_ms, by, { kind, id, before, now }));
}

async function noteIn(database: Database, at_ms: number, by: Author, { kind, id, before, now }: { kind: HistoryKind; id: string; before: unknown; now: unknown }): Promise<void> {
  if (before !== null && (await latestVersion(database, kind, id))?.content !== JSON.stringify(before)) {
    await keepVersion(database, { kind, id, at_ms, by: null, content: JSON.stringify(before) });
  }
  const number = await keepVersion(database, { kind, id, at_ms, by: by.id, content: JSON.stringify(now) });
  await audit(database, { at_ms, by: by.id, action: 'content.changed', on: `${kind}/${id}`, from: by.address, details: { version: number } });
}

/** Says in the audit log that a document is gone, and keeps what it was. */
export async function noteRemoval({ storage, clock }: Studio, by: Author, kind: HistoryKind, id: string, before: unknown): Promise<void> {
  const at_ms = clock.now_ms();
  await storage.transaction(async (database) => {
    if ((await latestVersion(database, kind, id))?.content !== JSON.stringify(before)) await keepVersion(database, { kind, id, at_ms, by: null, content: JSON.stringify(before) });
    await audit(database, { at_ms, by: by.id, action: 'content.changed', on: `${kind}/${id}`, from: by.address, details: { removed: true } });
  });
}
