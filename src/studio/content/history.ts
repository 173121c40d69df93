import { z } from 'zod';
import { toIso } from '../../base/clock.ts';
import { differencesBetween } from '../../base/difference.ts';
import { JiedaError } from '../../base/errors.ts';
import { understandingSettingSchema } from '../../contract/content/caution.ts';
import { dialogDocumentSchema } from '../../contract/content/dialog.ts';
import { figuresSchema } from '../../contract/content/figures.ts';
import { intentDocumentSchema } from '../../contract/content/intent.ts';
import { lexiconsSchema } from '../../contract/content/lexicons.ts';
import { testsetSchema } from '../../contract/content/testset.ts';
import type { Difference, HistoryKind, Version } from '../../contract/studio/history.ts';
import { lexiconNameSchema, type LexiconName } from '../../contract/studio/lexicons.ts';
import { findVersions, listVersions, type DocumentVersion } from '../../storage/documentVersion.ts';
import { listPersons } from '../../storage/person.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import { saveConversations } from './conversations.ts';
import { saveFigures } from './figures.ts';
import { saveIntent } from './intents.ts';
import { readLexicon, saveLexicon } from '../lexicon/lexicon.ts';
import { saveDocument, saveFile } from './save.ts';

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
  await KINDS[kind].restore(studio, by, id, contentOf(version));
}

/** How each kind of document is read and becomes what it was. @throws JiedaError `content.not_found` for an id that is none of the kind. */
const KINDS: Record<HistoryKind, { read(studio: Studio, id: string): Promise<unknown>; restore(studio: Studio, by: Author, id: string, content: unknown): Promise<unknown> }> = {
  intent: {
    read: ({ draft }, id) => draft.find('intent', id),
    restore: async (studio, by, id, content) => saveIntent(studio, by, { ...intentDocumentSchema.parse(content), rev: (await studio.draft.find('intent', id))?.rev ?? 1 }),
  },
  dialog: {
    read: ({ draft }, id) => draft.find('dialog', id),
    restore: async (studio, by, id, content) => saveDocument(studio, by, 'dialog', { ...dialogDocumentSchema.parse(content), rev: (await studio.draft.find('dialog', id))?.rev ?? 1 }),
  },
  figures: {
    read: async ({ draft }) => (await draft.readFigures()).figures,
    restore: async (studio, by, _id, content) => saveFigures(studio, by, { rev: (await studio.draft.readFigures()).rev, figures: figuresSchema.parse(content) }),
  },
  understanding: {
    read: async ({ draft }) => (await draft.readFile('understanding')).content,
    restore: async (studio, by, _id, content) => saveFile(studio, by, 'understanding', (await studio.draft.readFile('understanding')).rev, understandingSettingSchema.parse(content)),
  },
  lexicon: {
    read: async (studio, id) => (await readLexicon(studio, lexiconOf(id))).content,
    restore: async (studio, by, id, content) => {
      const name = lexiconOf(id);
      await saveLexicon(studio, by, name, { rev: (await readLexicon(studio, name)).rev, content: lexiconsSchema.shape[name].parse(content) });
    },
  },
  testset: {
    read: async ({ draft }) => (await draft.readFile('testset')).content,
    restore: async (studio, by, _id, content) => saveFile(studio, by, 'testset', (await studio.draft.readFile('testset')).rev, testsetSchema.parse(content)),
  },
  conversation: {
    read: async ({ draft }, id) => (await draft.findConversations(id))?.content ?? null,
    restore: async (studio, by, id, content) => saveConversations(studio, by, id, (await studio.draft.findConversations(id))?.rev ?? null, z.string().parse(content)),
  },
};

function currentOf(studio: Studio, kind: HistoryKind, id: string): Promise<unknown> {
  return KINDS[kind].read(studio, id);
}

function lexiconOf(id: string): LexiconName {
  const parsed = lexiconNameSchema.safeParse(id);
  if (!parsed.success) throw new JiedaError('content.not_found');
  return parsed.data;
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
