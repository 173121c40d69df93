import type { Selectable } from 'kysely';
import type { ForbiddenKind, ForbiddenSeverity } from '../contract/content/forbidden.ts';
import type { ForbiddenOutcome } from '../contract/desk/forbidden.ts';
import type { ForbiddenUseTable } from './forbiddenTables.ts';
import type { Database } from './schema.ts';

/** That somebody wrote what nobody writes to a customer. `day`: YYYY-MM-DD on the desk's clocks. Texts hold no private data. */
export type ForbiddenUse = {
  id: string;
  at_ms: number;
  day: string;
  personId: string;
  conversationId: string;
  seq: number | null;
  entry: string;
  kind: ForbiddenKind;
  severity: ForbiddenSeverity;
  outcome: ForbiddenOutcome;
  found: string | null;
  excerpt: string | null;
  reason: string | null;
};

/** Which ones: of the days from `from` to `to`, both included. */
export type ForbiddenUseFilter = { from: string; to: string; personId?: string | undefined; kind?: ForbiddenKind | undefined };
export type ForbiddenCount = { personId: string; day: string; kind: ForbiddenKind; outcome: ForbiddenOutcome; count: number };

export async function insertForbiddenUses(database: Database, uses: readonly ForbiddenUse[]): Promise<void> {
  if (uses.length === 0) return;
  const rows = uses.map(({ at_ms, personId, conversationId, ...same }) => ({ ...same, at: at_ms, person_id: personId, conversation_id: conversationId }));
  await database.insertInto('forbidden_use').values(rows).execute();
}

/** How often, by person, day, kind and outcome. */
export async function countForbiddenUses(database: Database, filter: ForbiddenUseFilter): Promise<ForbiddenCount[]> {
  const rows = await filtered(database, filter)
    .select(['person_id', 'day', 'kind', 'outcome'])
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .groupBy(['person_id', 'day', 'kind', 'outcome'])
    .orderBy('day')
    .execute();
  return rows.map(({ person_id, day, kind, outcome, count }) => ({ personId: person_id, day, kind, outcome, count: Number(count) }));
}

/** The newest of those that were refused or sent, at most `limit`. */
export async function listForbiddenUses(database: Database, filter: ForbiddenUseFilter, limit: number): Promise<ForbiddenUse[]> {
  const rows = await filtered(database, filter).selectAll().where('outcome', '!=', 'replaced').orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows.map(fromRow);
}

function filtered(database: Database, { from, to, personId, kind }: ForbiddenUseFilter) {
  let query = database.selectFrom('forbidden_use').where('day', '>=', from).where('day', '<=', to);
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  return query;
}

function fromRow({ at, person_id, conversation_id, ...same }: Selectable<ForbiddenUseTable>): ForbiddenUse {
  return { ...same, at_ms: at, personId: person_id, conversationId: conversation_id };
}
