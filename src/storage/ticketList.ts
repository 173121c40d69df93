import { sql, type ExpressionBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { TicketList } from '../contract/desk/tickets.ts';
import type { TicketKind, TicketState } from '../contract/ticket.ts';
import type { Database, Schema } from './schema.ts';
import { fromRow, type StoredTicket } from './ticketRow.ts';

/** Of whom a list is: somebody, the teams whose tickets they take, and the present. */
export type Reader = { personId: string; now_ms: number };

export type TicketFilter = {
  kind?: TicketKind | undefined;
  state?: TicketState | undefined;
  /** Id of a team; `null` for the tickets of none. */
  teamId?: string | null | undefined;
  due?: 'overdue' | 'soon' | 'today' | 'none' | undefined;
  /** End of the desk's day, for `today`. */
  today_ms?: number | undefined;
  text?: string | undefined;
};

/** Where the last page ended: what it was ordered by, and the number. */
export type TicketPosition = { key: number; number: string };

type Where = ExpressionBuilder<Schema, 'ticket'>;

/** What comes last among those that are due some time. */
const NEVER_MS = Number.MAX_SAFE_INTEGER;

const isUnderWay = (is: Where) => is.and([is('state', 'in', ['open', 'working']), is('merged_into', 'is', null)]);
const isOverdue = (is: Where, now_ms: number) => is('due_at', '<=', now_ms);
const isSoon = (is: Where, now_ms: number) => is.and([is('remind_at', '<=', now_ms), is('due_at', '>', now_ms)]);
const waitsForDecision = (is: Where) => is.or([is('approval_state', '=', 'asked'), is('answer_due_at', 'is not', null)]);

function isIn(list: TicketList, is: Where, { personId, now_ms }: Reader) {
  switch (list) {
    case 'mine': return is.and([isUnderWay(is), is('assignee_id', '=', personId)]);
    case 'unassigned': return is.and([isUnderWay(is), is('assignee_id', 'is', null)]);
    case 'soon': return is.and([isUnderWay(is), isSoon(is, now_ms)]);
    case 'overdue': return is.and([isUnderWay(is), isOverdue(is, now_ms)]);
    case 'decision': return is.and([isUnderWay(is), waitsForDecision(is)]);
    case 'all': return sql<SqlBool>`1 = 1`;
  }
}

/** One page of a list: what is due first comes first; in the list of all what changed last. */
export async function listTickets(database: Database, list: TicketList, reader: Reader, filter: TicketFilter, after: TicketPosition | null, rowsMax: number): Promise<StoredTicket[]> {
  let query = filtered(database.selectFrom('ticket').where((is) => isIn(list, is, reader)), filter, reader.now_ms);
  if (list === 'all') {
    if (after !== null) query = query.where((is) => is.or([is('updated_at', '<', after.key), is.and([is('updated_at', '=', after.key), is('number', '<', after.number)])]));
    return (await query.selectAll().orderBy('updated_at', 'desc').orderBy('number', 'desc').limit(rowsMax).execute()).map(fromRow);
  }
  const due = (is: Where) => is.fn.coalesce('due_at', is.val(NEVER_MS));
  if (after !== null) query = query.where((is) => is.or([is(due(is), '>', after.key), is.and([is(due(is), '=', after.key), is('number', '>', after.number)])]));
  return (await query.selectAll().orderBy(due).orderBy('number').limit(rowsMax).execute()).map(fromRow);
}

const LISTS: readonly TicketList[] = ['mine', 'unassigned', 'soon', 'overdue', 'decision', 'all'];

/** How many tickets each list holds, without any filter. */
export async function countTickets(database: Database, reader: Reader): Promise<Record<TicketList, number>> {
  const row = await database
    .selectFrom('ticket')
    .select((is) => LISTS.map((list) => is.fn.countAll<number>().filterWhere((each) => isIn(list, each, reader)).as(list)))
    .executeTakeFirstOrThrow();
  return Object.fromEntries(LISTS.map((list) => [list, Number((row as Record<string, unknown>)[list])])) as Record<TicketList, number>;
}

/** Who is called: a person with their teams (none: all), who may decide what waits for a supervisor. */
export type Called = Reader & { teams: readonly string[]; decides: boolean };

/**
 * What calls for somebody, what is due first comes first: theirs, or nobody's in their teams, whose time runs out or has, whose customer waits
 * for word, or that lacks a report; and what waits for a supervisor.
 */
export async function listCalls(database: Database, { personId, now_ms, teams, decides }: Called, rowsMax: number): Promise<StoredTicket[]> {
  const rows = await database
    .selectFrom('ticket')
    .selectAll()
    .where(isUnderWay)
    .where((is) => {
      const ofTeam = teams.length === 0 ? sql<SqlBool>`1 = 1` : is.or([is('team_id', 'is', null), is('team_id', 'in', teams)]);
      const isTheirs = is.or([is('assignee_id', '=', personId), is.and([is('assignee_id', 'is', null), ofTeam])]);
      const calls = is.and([isTheirs, is.or([isSoon(is, now_ms), isOverdue(is, now_ms), is('asked_at', 'is not', null)])]);
      return decides ? is.or([calls, waitsForDecision(is)]) : calls;
    })
    .orderBy((is) => is.fn.coalesce('due_at', is.val(NEVER_MS)))
    .orderBy('number')
    .limit(rowsMax)
    .execute();
  return rows.map(fromRow);
}

/** Behind which the next page begins. */
export function positionOf(list: TicketList, ticket: StoredTicket): TicketPosition {
  return { key: list === 'all' ? ticket.updated_ms : (ticket.due_ms ?? NEVER_MS), number: ticket.number };
}

function filtered<Row>(query: SelectQueryBuilder<Schema, 'ticket', Row>, filter: TicketFilter, now_ms: number): SelectQueryBuilder<Schema, 'ticket', Row> {
  const { kind, state, teamId, due, today_ms = now_ms, text } = filter;
  let narrowed = query;
  if (kind !== undefined) narrowed = narrowed.where('kind', '=', kind);
  if (state !== undefined) narrowed = narrowed.where('state', '=', state);
  if (teamId !== undefined) narrowed = teamId === null ? narrowed.where('team_id', 'is', null) : narrowed.where('team_id', '=', teamId);
  if (due === 'none') narrowed = narrowed.where('due_at', 'is', null);
  if (due === 'overdue') narrowed = narrowed.where((is) => is.and([isUnderWay(is), isOverdue(is, now_ms)]));
  if (due === 'soon') narrowed = narrowed.where((is) => is.and([isUnderWay(is), isSoon(is, now_ms)]));
  if (due === 'today') narrowed = narrowed.where((is) => is.and([isUnderWay(is), is('due_at', '<=', today_ms)]));
  if (text !== undefined && text !== '') {
    const part = `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
    narrowed = narrowed.where((is) => is.or((['number', 'content', 'customer_name'] as const).map((column) => sql<SqlBool>`lower(${is.ref(column)}) like ${part} escape '\\'`)));
  }
  return narrowed;
}
