import { toIso } from '../../base/clock.ts';
import { JiedaError } from '../../base/errors.ts';
import { hashSecret } from '../../base/ids.ts';
import { LIMITS } from '../../base/limits.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { OwnSession } from '../../contract/desk/people.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { audit } from '../../storage/audit.ts';
import type { Database } from '../../storage/schema.ts';
import { deleteSessionById, deleteSessionsOf, insertSession, listSessions } from '../../storage/session.ts';
import type { Origin } from './origin.ts';

export type SignedIn = { person: DeskPerson; token: string; expiresAt_ms: number };

/** A new session, inside the transaction of what allowed it. Its secret is stored nowhere. */
export async function newSession(runtime: Runtime, database: Database, person: DeskPerson, { address, device }: Origin): Promise<SignedIn> {
  const token = runtime.ids.secret();
  const now_ms = runtime.clock.now_ms();
  const expiresAt_ms = now_ms + LIMITS.session_ms;
  await insertSession(database, { tokenHash: hashSecret(token), personId: person.id, now_ms, expiresAt_ms, id: runtime.ids.id(), address, device: device.slice(0, LIMITS.deviceLength) });
  return { person, token, expiresAt_ms };
}

/** The browsers in which somebody is signed in. `current`: hash of the session that asks. */
export async function ownSessions(runtime: Runtime, person: DeskPerson, current: string): Promise<OwnSession[]> {
  const sessions = await listSessions(runtime.storage.read, person.id, runtime.clock.now_ms());
  return sessions.map(({ id, tokenHash, device, address, createdAt_ms, seenAt_ms }) => ({
    id,
    current: tokenHash === current,
    device,
    address,
    since: toIso(createdAt_ms),
    seen: toIso(seenAt_ms),
  }));
}

/** Somebody ends one of their sessions. @throws JiedaError `request.not_found`, also for another person's. */
export async function endSession(runtime: Runtime, person: DeskPerson, id: string, origin: Origin): Promise<void> {
  await runtime.storage.transaction(async (database) => {
    if (!(await deleteSessionById(database, person.id, id))) throw new JiedaError('request.not_found');
    await audit(database, { at_ms: runtime.clock.now_ms(), by: person.id, action: 'session.ended', on: person.id, from: origin.address, details: { sessions: 1 } });
  });
  runtime.events.publish({ type: 'access', personId: person.id });
}

/** Somebody ends all of their sessions but the one that asks. */
export async function endOtherSessions(runtime: Runtime, person: DeskPerson, current: string, origin: Origin): Promise<void> {
  await runtime.storage.transaction(async (database) => {
    const sessions = await deleteSessionsOf(database, person.id, current);
    if (sessions > 0) await audit(database, { at_ms: runtime.clock.now_ms(), by: person.id, action: 'session.ended', on: person.id, from: origin.address, details: { sessions } });
  });
  runtime.events.publish({ type: 'access', personId: person.id });
}
