import { toIso } from '../../base/clock.ts';
import { differencesBetween } from '../../base/difference.ts';
import { JiedaError } from '../../base/errors.ts';
import { dialogDocumentSchema } from '../../contract/content/dialog.ts';
import { figuresSchema } from '../../contract/content/figures.ts';
import { intentDocumentSchema } from '../../contract/content/intent.ts';
import type { Difference, HistoryKind, Version } from '../../contract/studio/history.ts';
import { findVersions, listVersions, type DocumentVersion } from '../../storage/documentVersion.ts';
import { listPersons } from '../../storage/person.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import { readDialog, saveDialog } from './dialogs.ts';
import { saveFigures } from './figures.ts';
import { readIntent, saveIntent } from './intents.ts';

/** The versions of a document, the newest first. A document that was never saved here has none. */
export async function listHistory({ storage }: Studio, kind: HistoryKind, id: string): Promise<Version[]> {
  const people = new Map((await listPersons(storage.read)).map((person) => [person.id, person.name]));
  const versions = await listVersions(storage.read, kind, id);
  return versions.map(({ number, at_ms, by }) => ({ number, at: toIso(at_ms), by: by === null ? null : { id: by, name: people.get(by) ?? by } }));
}

/** What a version changed, and what restoring it would change now. @throws JiedaError `content.not_found`. */
export async function describeVersion(studio: Studio, kind: HistoryKind, id: string, number: number): Promise<{ changes: Difference[]; restoring: Difference[] }> {
  const { version, before } = await findVersions(studio.storage.read, kind, id, number);
  if (version === undefined) throw new JiedaError('content.not_found');
  return {
    changes: before === undefined ? [] : differences(contentOf(before), contentOf(version)),
    restoring: differences(await currentOf(studio, kind, id), contentOf(version)),
  };
}

/**
 * Makes a document what it was in a version; that is a new version itself.
 * @throws JiedaError `content.not_found`, `content.conflict` when somebody saves meanwhile, `content.read_only`.
 */
export async function restoreVersion(studio: Studio, by: Author, kind: HistoryKind, id: string, number: number): Promise<void> {
  requireEditing(studio);
  const { version } = await findVersions(studio.storage.read, kind, id, number);
  if (version === undefined) throw new JiedaError('content.not_found');
  const content = contentOf(version);
  if (kind === 'intent') await saveIntent(studio, by, { ...intentDocumentSchema.parse(content), rev: (await readIntent(studio, id)).rev });
  else if (kind === 'dialog') await saveDialog(studio, by, { ...dialogDocumentSchema.parse(content), rev: (await readDialog(studio, id)).rev });
  else await saveFigures(studio, by, { rev: (await studio.draft.readFigures()).rev, figures: figuresSchema.parse(content) });
}

async function currentOf(studio: Studio, kind: HistoryKind, id: string): Promise<unknown> {
  if (kind === 'intent') return readIntent(studio, id);
  return kind === 'dialog' ? readDialog(studio, id) : (await studio.draft.readFigures()).figures;
}

function contentOf({ content }: DocumentVersion): unknown {
  return JSON.parse(content);
}

/** The revision counts saves and is no content. */
function differences(before: unknown, after: unknown): Difference[] {
  const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  return differencesBetween(before, after)
    .filter(({ path }) => path.join() !== 'rev')
    .map(({ path, before: was, after: is }) => ({ path, ...(was !== undefined && { before: shown(was) }), ...(is !== undefined && { after: shown(is) }) }));
}
