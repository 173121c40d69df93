import { sql } from 'kysely';
import { fromRow, type Presence } from './presence.ts';
import type { Person } from './person.ts';
import type { Database } from './schema.ts';
import type { OpenOffer, Pass } from './conversation.ts';

/** Somebody who waits, as far as it matters for whom to offer them to. */
export type WaitingCustomer = { id: string; skill: string | null; offer: OpenOffer | null; passes: Pass[]; targetAgentId: string | null; lastAgentId: string | null };

/** Everybody who waits, in the order in which they are served. */
export async function listWaiting(database: Database): Promise<WaitingCustomer[]> {
  const rows = await database
    .selectFrom('conversation')
    .select(['id', 'skill', 'offered_to', 'offer_until', 'passed_json', 'target_agent_id', 'last_agent_id'])
    .where('state', '=', 'queued')
    .orderBy('ranked_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    skill: row.skill,
    offer: row.offered_to === null || row.offer_until === null ? null : { agentId: row.offered_to, until_ms: row.offer_until },
    passes: row.passed_json === null ? [] : (JSON.parse(row.passed_json) as Pass[]),
    targetAgentId: row.target_agent_id,
    lastAgentId: row.last_agent_id,
  }));
}

export type DueOffer = { id: string; until_ms: number };

/** Offers that have run out by now, longest first; `after` the last one of the page before. */
export async function listOffersDue(database: Database, now_ms: number, after: DueOffer | null, rowsMax: number): Promise<DueOffer[]> {
  let query = database.selectFrom('conversation').select(['id', 'offer_until']).where('offered_to', 'is not', null).where('offer_until', '<=', now_ms);
  if (after !== null) query = query.where((is) => is.or([is('offer_until', '>', after.until_ms), is.and([is('offer_until', '=', after.until_ms), is('id', '>', after.id)])]));
  const rows = await query.orderBy('offer_until').orderBy('id').limit(rowsMax).execute();
  return rows.map(({ id, offer_until }) => ({ id, until_ms: offer_until as number }));
}

/** The conversation that is offered to somebody now. */
export async function findOfferTo(database: Database, personId: string): Promise<string | undefined> {
  const row = await database.selectFrom('conversation').select('id').where('offered_to', '=', personId).where('state', '=', 'queued').orderBy('offer_until').limit(1).executeTakeFirst();
  return row?.id;
}

/** Somebody who works at the desk: whether they are there, how much they do, and which teams they are in with which level. */
export type AgentAtWork = {
  person: Pick<Person, 'id' | 'name' | 'workerNumber' | 'role'>;
  seenAt_ms: number | null;
  presence: Presence | null;
  /** Conversations that they serve. */
  load: number;
  teams: Map<string, number>;
};

/** Everybody who has an account and is not disabled. */
export async function listAgents(database: Database): Promise<AgentAtWork[]> {
  const people = await database.selectFrom('person').select(['id', 'name', 'worker_number', 'role', 'seen_at']).where('disabled_at', 'is', null).orderBy('worker_number').execute();
  const presences = new Map((await database.selectFrom('presence').selectAll().execute()).map((row) => [row.person_id, fromRow(row)]));
  const loads = new Map((await loadRows(database)).map(({ agent_id, count }) => [agent_id, Number(count)]));
  const teams = new Map<string, Map<string, number>>();
  for (const { person_id, team_id, level } of await database.selectFrom('person_team').selectAll().execute()) {
    teams.set(person_id, (teams.get(person_id) ?? new Map()).set(team_id, level));
  }
  return people.map(({ id, name, worker_number, role, seen_at }) => ({
    person: { id, name, workerNumber: worker_number, role },
    seenAt_ms: seen_at,
    presence: presences.get(id) ?? null,
    load: loads.get(id) ?? 0,
    teams: teams.get(id) ?? new Map(),
  }));
}

function loadRows(database: Database) {
  return database
    .selectFrom('conversation')
    .select(({ fn }) => ['agent_id', fn.countAll<number>().as('count')])
    .where('state', '=', 'agent')
    .where('agent_id', 'is not', null)
    .groupBy('agent_id')
    .execute();
}

/** How many conversations somebody serves, without those they only take part in. */
export async function loadOf(database: Database, personId: string): Promise<number> {
  const row = await database
    .selectFrom('conversation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'agent')
    .where('agent_id', '=', personId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Conversations whose customer waits for a word of an agent whose desk has been gone since before an instant. */
export async function listForsaken(database: Database, goneBefore_ms: number, rowsMax: number): Promise<{ id: string; agentId: string }[]> {
  const rows = await database
    .selectFrom('conversation')
    .innerJoin('person', 'person.id', 'conversation.agent_id')
    .leftJoin('presence', 'presence.person_id', 'person.id')
    .select(['conversation.id', 'person.id as agentId'])
    .where('conversation.state', '=', 'agent')
    .where('conversation.reply_due_at', 'is not', null)
    // Who never opened a desk works through the interface, which gives no signs of life.
    .where('person.seen_at', 'is not', null)
    .where((is) => is.or([is('person.disabled_at', 'is not', null), is(sql<number>`coalesce(presence.gone_at, person.seen_at)`, '<', goneBefore_ms)]))
    .orderBy('conversation.id')
    .limit(rowsMax)
    .execute();
  return rows.map(({ id, agentId }) => ({ id, agentId }));
}
