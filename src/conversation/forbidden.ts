import type { ForbiddenEntry, ForbiddenFinding } from '../contract/content/forbidden.ts';
import type { Storage } from '../storage/driver.ts';
import { forbiddenRevision, listForbidden, type StoredForbidden } from '../storage/forbiddenEntry.ts';
import { createForbidden, type ForbiddenCheck } from '../text/forbidden/check.ts';

/** What nobody writes to a customer, as it holds now on every node. */
export type Forbidden = {
  /** What came with the program. */
  shipped: readonly ForbiddenEntry[];
  /** What holds now. */
  entries(): Promise<readonly ForbiddenEntry[]>;
  /** What is found in a text. A change by an admin holds from the next call on, wherever it was made. */
  check(text: string): Promise<ForbiddenFinding[]>;
};

/** `shipped`: the entries of `data/forbidden.json`; what admins changed lies in the database and goes before them. */
export function openForbidden(storage: Storage, shipped: readonly ForbiddenEntry[]): Forbidden {
  let compiled: { revision: number; entries: readonly ForbiddenEntry[]; check: ForbiddenCheck } | undefined;

  async function current(): Promise<{ entries: readonly ForbiddenEntry[]; check: ForbiddenCheck }> {
    // Read before the entries: a change in between is compiled again by the next call, and never missed.
    const revision = await forbiddenRevision(storage.read);
    if (compiled?.revision === revision) return compiled;
    const entries = inForce(shipped, await listForbidden(storage.read));
    compiled = { revision, entries, check: createForbidden(entries) };
    return compiled;
  }

  return {
    shipped,
    entries: async () => (await current()).entries,
    check: async (text) => (await current()).check(text),
  };
}

/** The entries that hold: shipped ones where nobody changed them, changed and own ones, without those that are off. */
export function inForce(shipped: readonly ForbiddenEntry[], stored: readonly StoredForbidden[]): ForbiddenEntry[] {
  const changes = new Map(stored.map((one) => [one.id, one]));
  const kept = shipped.filter(({ id }) => changes.get(id)?.off !== true).map((entry) => changes.get(entry.id)?.entry ?? entry);
  const names = new Set(shipped.map(({ id }) => id));
  return [...kept, ...stored.flatMap(({ id, entry, off }) => (names.has(id) || off || entry === null ? [] : [entry]))];
}
