import { JiedaError } from '../base/errors.ts';
import { audit } from '../storage/audit.ts';
import type { Storage } from '../storage/driver.ts';
import { endShadow } from './endShadow.ts';
import { activateRelease, activeReleaseNumber, listReleases, notePublication } from '../storage/release.ts';

/**
 * Who lets a release serve, and when: a person, `command` for the command line, `null` for the program itself. `reason`: why, where it is below
 * the gate.
 */
export type Publisher = { at_ms: number; id: string | null; address: string | null; reason?: string };

/** Lets a release serve, whatever is thought of it. Nodes that run see it within seconds. @throws JiedaError `release.not_found`. */
export async function publish(storage: Storage, number: number, { at_ms, id, address, reason }: Publisher): Promise<void> {
  await storage.transaction(async (database) => {
    const before = await activeReleaseNumber(database);
    await activateRelease(database, number);
    await endShadow(database, number);
    await notePublication(database, number, { at_ms, by: id, reason: reason ?? null });
    await audit(database, { at_ms, by: id, action: 'release.published', on: String(number), from: address, details: { before, ...(reason !== undefined && { reason }) } });
  });
}

/**
 * Lets the release that served before the active one serve again, or a named one that has served. @returns its number.
 * @throws JiedaError `release.none`, `release.not_found` when there is no earlier one, `release.never_served`.
 */
export async function rollBack(storage: Storage, { at_ms, id, address }: Publisher, number?: number): Promise<number> {
  const releases = await listReleases(storage.read);
  const active = releases.find((release) => release.active);
  if (active === undefined) throw new JiedaError('release.none');
  const target = number === undefined ? servedBefore(releases, active.publication ?? 0) : releases.find((release) => release.number === number);
  if (target === undefined) throw new JiedaError('release.not_found', { before: active.number });
  if (target.publication === null) throw new JiedaError('release.never_served', { number: target.number });
  await storage.transaction(async (database) => {
    await activateRelease(database, target.number);
    await endShadow(database, target.number);
    await audit(database, { at_ms, by: id, action: 'release.rolled_back', on: String(target.number), from: address, details: { before: active.number } });
  });
  return target.number;
}

/** The release whose publication was the last before a given one. */
export function servedBefore<Release extends { publication: number | null }>(releases: readonly Release[], publication: number): Release | undefined {
  return releases
    .filter((release) => release.publication !== null && release.publication < publication)
    .sort((a, b) => b.publication! - a.publication!)[0];
}
