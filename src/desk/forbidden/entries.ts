import { JiedaError } from '../../base/errors.ts';
import type { ForbiddenEntry, ForbiddenFinding } from '../../contract/content/forbidden.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { ListedForbidden } from '../../contract/desk/forbidden.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { audit } from '../../storage/audit.ts';
import { findForbidden, listForbidden, replaceForbidden, type StoredForbidden } from '../../storage/forbiddenEntry.ts';
import { createForbidden } from '../../text/forbidden/check.ts';

/** Every entry, those that are off included; what came with the program first, in its order. */
export async function listEntries({ storage, forbidden: { shipped } }: Runtime): Promise<ListedForbidden[]> {
  const stored = await listForbidden(storage.read);
  const changes = new Map(stored.map((one) => [one.id, one]));
  const names = new Set(shipped.map(({ id }) => id));
  return [
    ...shipped.map((entry) => listed(entry, changes.get(entry.id))),
    ...stored.flatMap((change) => (names.has(change.id) ? [] : (listed(undefined, change) ?? []))),
  ].filter((one) => one !== undefined);
}

/**
 * Saves an entry on the revision that its editor saw; it holds at once. `entry: null` goes back to what came with the program; an entry that
 * was written here is then off.
 * @throws JiedaError `content.invalid` for a pattern that RE2 does not know or an id that is not the entry's, `content.conflict` with `current`.
 */
export async function saveEntry(
  { storage, clock, forbidden: { shipped } }: Runtime, person: DeskPerson, id: string, { rev, entry, off }: { rev: number; entry: ForbiddenEntry | null; off: boolean }, address: string,
): Promise<ListedForbidden> {
  const own = shipped.find((one) => one.id === id);
  if (entry === null ? own === undefined : entry.id !== id) throw new JiedaError('content.invalid', { problems: [id] });
  if (entry !== null) createForbidden([entry]);
  await storage.transaction(async (database) => {
    const change = { id, entry, off, rev };
    if (!(await replaceForbidden(database, change))) throw new JiedaError('content.conflict', { current: listed(own, await findForbidden(database, id)) });
    await audit(database, { at_ms: clock.now_ms(), by: person.id, action: 'content.changed', on: `forbidden.${id}`, from: address, details: { off, restored: entry === null } });
  });
  return listed(own, { id, entry, off, rev: rev + 1 }) as ListedForbidden;
}

/** What is found in a text: by everything that holds, or by one entry that is being written. */
export async function tryEntry({ forbidden }: Runtime, text: string, entry?: ForbiddenEntry): Promise<ForbiddenFinding[]> {
  return entry === undefined ? forbidden.check(text) : createForbidden([entry])(text);
}

function listed(shipped: ForbiddenEntry | undefined, change: StoredForbidden | undefined): ListedForbidden | undefined {
  const entry = change?.entry ?? shipped;
  if (entry === undefined) return undefined;
  const origin = shipped === undefined ? 'own' : change?.entry ? 'changed' : 'shipped';
  return { entry, origin, off: change?.off ?? false, rev: change?.rev ?? 0 };
}
