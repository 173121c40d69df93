import type { DeskPerson } from '../contract/desk.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { listPersons, markSeen } from '../storage/person.ts';
import { presentPerson } from './account.ts';
import { SEEN_WINDOW_MS } from './queue.ts';

/** Notes a sign of life of an open desk; `false` says that it was closed. Whoever waits is told when that changes who is there. */
export async function signOfLife(runtime: Runtime, personId: string, open: boolean, changed: boolean): Promise<void> {
  await runtime.storage.transaction((database) => markSeen(database, personId, open ? runtime.clock.now_ms() : null));
  if (changed) runtime.events.publish({ type: 'queue' });
}

export async function listPeople(runtime: Runtime): Promise<(DeskPerson & { online: boolean })[]> {
  const since_ms = runtime.clock.now_ms() - SEEN_WINDOW_MS;
  return (await listPersons(runtime.storage.read)).map((person) => ({ ...presentPerson(person), online: (person.seenAt_ms ?? 0) >= since_ms }));
}
