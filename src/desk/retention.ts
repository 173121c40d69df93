import { LIMITS } from '../base/limits.ts';
import type { Retention, RetentionCounts } from '../contract/desk/customerData.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { audit } from '../storage/audit.ts';
import type { Engine } from '../storage/driver.ts';
import { deleteSentences, eraseConversations, eraseFiles, eraseTickets } from '../storage/erase.ts';
import { COUNT_EXPIRED, deleteAudit, deleteDeliveries, EXPIRED, lockRetention, type RetentionKind } from '../storage/retention.ts';
import type { Database } from '../storage/schema.ts';

const DAY_MS = 86_400_000;
const KINDS = Object.keys(EXPIRED) as RetentionKind[];

type Removal = (database: Database, engine: Engine, ids: string[], times: { now_ms: number; before_ms: number }) => Promise<void>;
const REMOVE: Record<RetentionKind, Removal> = {
  conversations: (database, engine, ids, { now_ms }) => eraseConversations(database, engine, ids, now_ms),
  tickets: (database, _engine, numbers) => eraseTickets(database, numbers),
  files: (database, _engine, keys) => eraseFiles(database, keys),
  sentences: (database, _engine, ids) => deleteSentences(database, ids),
  audit: (database, _engine, seqs, { before_ms }) => deleteAudit(database, seqs, before_ms),
  deliveries: (database, _engine, ids) => deleteDeliveries(database, ids),
};

/** What would go by now if this were the setting; nothing is deleted. */
export async function countExpired({ storage: { read }, clock }: Runtime, retention: Retention): Promise<RetentionCounts> {
  const counts: RetentionCounts = { conversations: 0, tickets: 0, files: 0, sentences: 0, audit: 0, deliveries: 0 };
  for (const kind of KINDS) {
    const days = retention[kind];
    if (days !== null) counts[kind] = await COUNT_EXPIRED[kind](read, clock.now_ms() - days * DAY_MS);
  }
  return counts;
}

/**
 * Deletes what is older than admins want it kept, in small transactions, so that nobody waits for it. Several nodes may do it at once: each thing is
 * deleted and noted once. @returns how much this node deleted.
 */
export async function sweepRetention(runtime: Runtime): Promise<RetentionCounts> {
  const total: RetentionCounts = { conversations: 0, tickets: 0, files: 0, sentences: 0, audit: 0, deliveries: 0 };
  for (const kind of KINDS) {
    for (;;) {
      const removed = await removeSome(runtime, kind);
      total[kind] += removed;
      if (removed < LIMITS.retentionBatch) break;
    }
  }
  return total;
}

function removeSome({ storage, settings, clock }: Runtime, kind: RetentionKind): Promise<number> {
  const days = settings.get('data.retention')[kind];
  if (days === null) return Promise.resolve(0);
  const now_ms = clock.now_ms();
  const before_ms = now_ms - days * DAY_MS;
  return storage.transaction(async (database) => {
    await lockRetention(database);
    const ids = await EXPIRED[kind](database, before_ms, LIMITS.retentionBatch);
    if (ids.length === 0) return 0;
    await REMOVE[kind](database, storage.engine, ids, { now_ms, before_ms });
    await audit(database, { at_ms: now_ms, by: 'clock', action: 'data.deleted', on: 'data.retention', details: { [kind]: ids.length } });
    return ids.length;
  });
}
