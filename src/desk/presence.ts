import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { PresenceState } from '../contract/desk/routing.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { audit } from '../storage/audit.ts';
import { findPerson, listPersons, markSeen } from '../storage/person.ts';
import { findPresence, lockPresence, newPresence, savePresence, type Presence } from '../storage/presence.ts';
import { listAgents, loadOf } from '../storage/routing.ts';
import type { Database } from '../storage/schema.ts';
import { presentPerson } from './account.ts';
import type { Origin } from './account/origin.ts';

type Signs = { seenAt_ms: number | null; presence: Presence | null };

/** Whether somebody's desk is open, as far as this node can know: not closed, and a sign of life not long ago. */
export function isPresent({ seenAt_ms, presence }: Signs, now_ms: number): boolean {
  return presence !== null && presence.goneAt_ms === null && seenAt_ms !== null && now_ms - seenAt_ms <= LIMITS.lifeSign_ms;
}

/** What colleagues see of somebody. Whose desk is gone keeps what they had set for a grace of three minutes. */
export function presenceState({ seenAt_ms, presence }: Signs, now_ms: number): PresenceState {
  if (presence === null || seenAt_ms === null) return 'offline';
  return now_ms - (presence.goneAt_ms ?? seenAt_ms) > LIMITS.presenceGrace_ms ? 'offline' : presence.status;
}

/**
 * Notes a sign of life of an open desk; `false` says that it was closed. Who comes back after the grace takes conversations again, unless
 * they had set that they are busy. Whoever waits is told when that changes who is there.
 */
export async function signOfLife(runtime: Runtime, personId: string, open: boolean, changed: boolean): Promise<void> {
  const now_ms = runtime.clock.now_ms();
  const isNews = await runtime.storage.transaction(async (database) => {
    const presence = await lockPresence(database, personId);
    const person = await findPerson(database, personId);
    if (person === undefined) return false;
    if (!open) {
      // Kept for the grace: the network may only be gone for a moment.
      if (presence !== undefined && presence.goneAt_ms === null) await savePresence(database, { ...presence, goneAt_ms: now_ms });
      return true;
    }
    await markSeen(database, personId, now_ms);
    const wasOffline = presenceState({ seenAt_ms: person.seenAt_ms, presence: presence ?? null }, now_ms) === 'offline';
    if (presence !== undefined && !wasOffline && presence.goneAt_ms === null) return false;
    const before = presence ?? newPresence(personId, now_ms);
    const isFresh = wasOffline && before.status !== 'busy';
    await savePresence(database, { ...before, goneAt_ms: null, ...(isFresh && { status: 'online' as const, reason: 'chosen' as const, since_ms: now_ms, missed: 0 }) });
    return true;
  });
  if (changed || isNews) {
    runtime.events.publish({ type: 'presence', personId });
    runtime.events.publish({ type: 'queue' });
  }
}

/** Somebody sets whether they take conversations. What the desk had set by itself is over with it. */
export async function choosePresence(runtime: Runtime, personId: string, status: Presence['status']): Promise<void> {
  await change(runtime, personId, (presence, now_ms) => ({ ...presence, status, reason: 'chosen', since_ms: now_ms, missed: 0 }));
}

/** Nobody has touched the desk for a while, or somebody does again. What its person has set stays. */
export async function noteIdle(runtime: Runtime, personId: string, isIdle: boolean): Promise<void> {
  await change(runtime, personId, (presence, now_ms) => {
    if (isIdle && presence.status === 'online') return { ...presence, status: 'away', reason: 'idle', since_ms: now_ms };
    if (!isIdle && presence.status === 'away' && presence.reason === 'idle') return { ...presence, status: 'online', reason: 'chosen', since_ms: now_ms, missed: 0 };
    return presence;
  });
}

/**
 * How many conversations somebody serves at once; `null`: as many as the setting says.
 * @throws JiedaError `account.not_found`.
 */
export async function setCapacity(runtime: Runtime, by: Pick<DeskPerson, 'id'>, personId: string, capacity: number | null, origin: Origin): Promise<void> {
  if ((await findPerson(runtime.storage.read, personId)) === undefined) throw new JiedaError('account.not_found');
  await change(runtime, personId, (presence) => ({ ...presence, capacity }), (database, before, now_ms) =>
    audit(database, { at_ms: now_ms, by: by.id, action: 'account.changed', on: personId, from: origin.address, details: { capacity: { before: before.capacity, after: capacity } } }),
  );
}

async function change(runtime: Runtime, personId: string, to: (presence: Presence, now_ms: number) => Presence, note?: (database: Database, before: Presence, now_ms: number) => Promise<void>): Promise<void> {
  const now_ms = runtime.clock.now_ms();
  const changed = await runtime.storage.transaction(async (database) => {
    const before = (await lockPresence(database, personId)) ?? newPresence(personId, now_ms);
    const after = to(before, now_ms);
    if (after === before) return false;
    await savePresence(database, after);
    await note?.(database, before, now_ms);
    return true;
  });
  if (!changed) return;
  runtime.events.publish({ type: 'presence', personId });
  runtime.events.publish({ type: 'queue' });
}

export type OwnPresence = { status: PresenceState; reason: Presence['reason']; load: number; capacity: number };

/** How somebody stands now: what they have set, how many conversations they serve, and how many at most. */
export async function ownPresence(runtime: Runtime, personId: string): Promise<OwnPresence> {
  const { read } = runtime.storage;
  const presence = (await findPresence(read, personId)) ?? null;
  const person = await findPerson(read, personId);
  return {
    status: presenceState({ seenAt_ms: person?.seenAt_ms ?? null, presence }, runtime.clock.now_ms()),
    reason: presence?.reason ?? 'chosen',
    load: await loadOf(read, personId),
    capacity: capacityOf(runtime, presence),
  };
}

export function capacityOf({ settings }: Pick<Runtime, 'settings'>, presence: Presence | null): number {
  return presence?.capacity ?? settings.get('desk.capacity').conversations;
}

export async function listPeople(runtime: Runtime): Promise<(DeskPerson & { online: boolean })[]> {
  const { read } = runtime.storage;
  const now_ms = runtime.clock.now_ms();
  const present = new Set((await listAgents(read)).filter((agent) => isPresent(agent, now_ms)).map(({ person }) => person.id));
  return (await listPersons(read)).map((person) => ({ ...presentPerson(person), online: present.has(person.id) }));
}
