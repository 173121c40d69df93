import type { Selectable } from 'kysely';
import type { AuditAction } from '../contract/desk/audit.ts';
import type { AuditTable, Database } from './schema.ts';

/**
 * A line of the audit log: who did what, to what, when, and from where. `by`: id of a person, `key:…` for a program, `command` for the command
 * line, `clock` for what happens by itself, `null` where nobody is known. `on`: id of a person, team, ticket, conversation, or the name of a
 * setting. `from`: network address. `details` holds what changed in a few plain values, never a secret and never what was revealed.
 */
export type AuditEntry = {
  at_ms: number;
  by: string | null;
  action: AuditAction;
  on?: string | null;
  from?: string | null;
  details?: Record<string, unknown>;
};

export type StoredAudit = { seq: number; at_ms: number; by: string | null; action: AuditAction; on: string | null; from: string | null; details: Record<string, unknown> };

/** Which lines: of an action, of a person, since and before an instant, before a number. */
export type AuditFilter = { action?: AuditAction | undefined; by?: string | undefined; since_ms?: number | undefined; until_ms?: number | undefined; before?: number | undefined };

/** Adds a line; in the transaction of what it tells about, so that neither is there without the other. */
export async function audit(database: Database, { at_ms, by, action, on = null, from = null, details = {} }: AuditEntry): Promise<void> {
  await database.insertInto('audit').values({ at: at_ms, actor: by, action, subject: on, origin: from, details_json: JSON.stringify(details) }).execute();
}

/** The newest lines first, at most `limit`. */
export async function listAudit(database: Database, { action, by, since_ms, until_ms, before }: AuditFilter, limit: number): Promise<StoredAudit[]> {
  let query = database.selectFrom('audit').selectAll();
  if (action !== undefined) query = query.where('action', '=', action);
  if (by !== undefined) query = query.where('actor', '=', by);
  if (since_ms !== undefined) query = query.where('at', '>=', since_ms);
  if (until_ms !== undefined) query = query.where('at', '<', until_ms);
  if (before !== undefined) query = query.where('seq', '<', before);
  return (await query.orderBy('seq', 'desc').limit(limit).execute()).map(fromRow);
}

function fromRow({ seq, at, actor, action, subject, origin, details_json }: Selectable<AuditTable>): StoredAudit {
  return { seq: Number(seq), at_ms: at, by: actor, action: action as AuditAction, on: subject, from: origin, details: JSON.parse(details_json) };
}
