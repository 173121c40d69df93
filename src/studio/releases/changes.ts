import { differencesBetween } from '../../base/difference.ts';
import { JiedaError } from '../../base/errors.ts';
import type { IntentDocument } from '../../contract/content/intent.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import type { DocumentChange, DraftChanges } from '../../contract/studio/releases.ts';
import { findReleaseContent, listReleases } from '../../storage/release.ts';
import { hashOf } from '../release.ts';
import type { Studio } from '../studio.ts';

/** What the draft would change if a release were made of it and published. */
export async function describeDraft({ storage, draft }: Studio): Promise<DraftChanges> {
  const releases = await listReleases(storage.read);
  const live = releases.find((release) => release.active)?.number ?? null;
  try {
    const content = await draft.readAll();
    const hash = hashOf(content);
    const before = live === null ? null : (await findReleaseContent(storage.read, live)).content;
    return { live, sameAs: releases.find((release) => release.hash === hash)?.number ?? null, documents: changesBetween(before, content), problems: [] };
  } catch (error) {
    if (!(error instanceof JiedaError) || error.code !== 'content.invalid') throw error;
    return { live, sameAs: null, documents: [], problems: (error.details?.['problems'] as string[] | undefined) ?? [] };
  }
}

/** Every document that two contents have differently; `null`: there was none yet. */
export function changesBetween(before: ReleaseContent | null, now: ReleaseContent): DocumentChange[] {
  return [
    ...ofDocuments('intent', before?.intents ?? [], now.intents, (was, is) => examplesOf(was?.examples ?? [], is?.examples ?? [])),
    ...ofDocuments('dialog', before?.dialogs ?? [], now.dialogs, () => null),
    ...ofWhole('figures', before?.figures, now.figures),
    ...ofWhole('lexicons', before?.lexicons, now.lexicons),
    ...ofWhole('understanding', before && cautionOf(before), cautionOf(now)),
  ];
}

type Named = { id: string; name: string; rev: number };

function ofDocuments<Document extends Named>(
  kind: DocumentChange['kind'], before: readonly Document[], now: readonly Document[], examples: (was?: Document, is?: Document) => DocumentChange['examples'],
): DocumentChange[] {
  const [earlier, later] = [byId(before), byId(now)];
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((id) => {
    const [was, is] = [earlier.get(id), later.get(id)];
    const parts = differencesBetween(withoutExamples(was), withoutExamples(is)).length;
    const changed = examples(was, is);
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    if (change === 'changed' && parts === 0 && (changed === null || changed.added + changed.removed + changed.relabelled === 0)) return [];
    return [{ kind, id, name: (is ?? was)!.name, change, examples: changed, parts: change === 'changed' ? parts : 0 }];
  });
}

/** What is usual is not said. */
const cautionOf = ({ caution = 'normal' }: ReleaseContent): object => ({ caution });

function ofWhole(kind: 'figures' | 'lexicons' | 'understanding', before: object | null | undefined, now: object): DocumentChange[] {
  const parts = differencesBetween(before ?? {}, now).length;
  return parts === 0 ? [] : [{ kind, id: kind, name: kind, change: !before ? 'added' : 'changed', examples: null, parts }];
}

function examplesOf(before: IntentDocument['examples'], now: IntentDocument['examples']): NonNullable<DocumentChange['examples']> {
  const [earlier, later] = [new Map(before.map((one) => [one.text, one.emotion])), new Map(now.map((one) => [one.text, one.emotion]))];
  return {
    before: before.length,
    now: now.length,
    added: [...later.keys()].filter((text) => !earlier.has(text)).length,
    removed: [...earlier.keys()].filter((text) => !later.has(text)).length,
    relabelled: [...later].filter(([text, emotion]) => earlier.has(text) && earlier.get(text) !== emotion).length,
  };
}

function byId<Document extends Named>(documents: readonly Document[]): Map<string, Document> {
  return new Map(documents.map((document) => [document.id, document]));
}

/** Examples are counted on their own; revisions are no content. */
function withoutExamples(document: Named | undefined): object {
  const { rev: _rev, examples: _examples, ...rest } = (document ?? {}) as Partial<Named> & { examples?: unknown };
  return rest;
}
