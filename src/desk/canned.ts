import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { Canned, CannedText } from '../contract/desk/work.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { countCanned, deleteCanned, findCanned, insertCanned, listCanned, replaceCanned, type StoredCanned } from '../storage/canned.ts';
import type { Database } from '../storage/schema.ts';
import { listTags } from '../storage/tag.ts';

/** The canned replies that somebody can use: those of everybody, then their own. */
export async function cannedFor(runtime: Runtime, person: DeskPerson): Promise<Canned[]> {
  return (await listCanned(runtime.storage.read, person.id)).map(present);
}

/** Those of everybody are written by admins. @throws JiedaError `session.forbidden`, `canned.too_many`, `tag.not_found`. */
export async function addCanned(runtime: Runtime, person: DeskPerson, shared: boolean, text: CannedText): Promise<Canned> {
  const ownerId = shared ? null : person.id;
  mayWrite(person, ownerId);
  return runtime.storage.transaction(async (database) => {
    if ((await countCanned(database, ownerId)) >= LIMITS.cannedReplies) throw new JiedaError('canned.too_many');
    await requireTags(database, text.tags);
    const canned: StoredCanned = { id: runtime.ids.id(), ownerId, ...text, rev: 1 };
    await insertCanned(database, canned, runtime.clock.now_ms());
    return present(canned);
  });
}

/** @throws JiedaError `canned.not_found`, `session.forbidden`, `canned.conflict` when `rev` is not the last one, `tag.not_found`. */
export async function changeCanned(runtime: Runtime, person: DeskPerson, id: string, rev: number, text: CannedText): Promise<Canned> {
  return runtime.storage.transaction(async (database) => {
    const before = await requireCanned(database, person, id);
    await requireTags(database, text.tags);
    const canned: StoredCanned = { ...before, ...text, rev: rev + 1 };
    if (!(await replaceCanned(database, canned, runtime.clock.now_ms()))) throw new JiedaError('canned.conflict');
    return present(canned);
  });
}

/** @throws JiedaError `canned.not_found`, `session.forbidden`. */
export async function removeCanned(runtime: Runtime, person: DeskPerson, id: string): Promise<void> {
  await runtime.storage.transaction(async (database) => {
    await requireCanned(database, person, id);
    await deleteCanned(database, id);
  });
}

async function requireCanned(database: Database, person: DeskPerson, id: string): Promise<StoredCanned> {
  const canned = await findCanned(database, id);
  // Somebody else's own replies are as if they were not there.
  if (canned === undefined || (canned.ownerId !== null && canned.ownerId !== person.id)) throw new JiedaError('canned.not_found');
  mayWrite(person, canned.ownerId);
  return canned;
}

function mayWrite(person: DeskPerson, ownerId: string | null): void {
  if (ownerId === null ? person.role !== 'admin' : ownerId !== person.id) throw new JiedaError('session.forbidden');
}

async function requireTags(database: Database, tags: readonly string[]): Promise<void> {
  const known = new Set((await listTags(database)).map(({ id }) => id));
  if (tags.some((id) => !known.has(id))) throw new JiedaError('tag.not_found');
}

function present({ ownerId, ...canned }: StoredCanned): Canned {
  return { ...canned, shared: ownerId === null };
}
