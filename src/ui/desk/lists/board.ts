import type { ConversationRow, ListCounts, ListName } from '../../../contract/desk.ts';

/**
 * What the desk knows about conversations, from two sources that race: rows pushed as they change, and lists fetched page by page.
 * Pure: every function returns a new board.
 */
export type Board = {
  readonly rows: ReadonlyMap<string, { readonly row: ConversationRow; readonly tick: number }>;
  readonly counts: Readonly<ListCounts>;
  readonly countsTick: number;
  /** Grows with every push; what is fetched knows by it what arrived while it was under way. */
  readonly tick: number;
  readonly loaded: ReadonlyMap<ListName, Extent>;
};

/**
 * How far a list is known. `edge`: the last row of the last page, as it stood then; what stands behind it is not shown, because there may be more
 * between. `next`: asks for the page behind it. Both are `null` where the whole list is known.
 */
export type Extent = { readonly edge: ConversationRow | null; readonly next: string | null };

/** What was fetched of a list: the rows behind `from` (`null`: from its beginning), and where the next page begins. */
export type Fetched = { from: ConversationRow | null; rows: readonly ConversationRow[]; next: string | null; counts: ListCounts };

/** Rows that stand in no list that was fetched are remembered for so many pushes: an older answer may be under way that would bring them back. */
const REMEMBERED = 1_000;

export const EMPTY_BOARD: Board = {
  rows: new Map(),
  counts: { mine: 0, served: 0, queued: 0, attention: 0, bot: 0, closed: 0 },
  countsTick: 0,
  tick: 0,
  loaded: new Map(),
};

/** The list in which a person finds a conversation; none for what a colleague serves. */
export function listOf(row: ConversationRow, personId: string): ListName | null {
  if (row.state === 'agent') return row.agent?.id === personId || row.colleagues?.some(({ id }) => id === personId) ? 'mine' : null;
  return row.state;
}

/** Whether a conversation stands in a list; one with the bot, or one's own, may stand in two. */
export function isIn(row: ConversationRow, list: ListName, personId: string): boolean {
  if (list === 'served') return row.state === 'agent';
  return list === 'attention' ? row.state === 'bot' && (row.attention?.length ?? 0) > 0 : listOf(row, personId) === list;
}

/** `seq` grows with every message, and every change of state is a message. */
export function isOlder(row: ConversationRow, than: ConversationRow): boolean {
  return row.seq < than.seq || (row.seq === than.seq && row.updatedAt < than.updatedAt);
}

/** Rows that were pushed, or that an answer to something else brought along. */
export function applyRows(board: Board, pushed: readonly ConversationRow[]): Board {
  const tick = board.tick + 1;
  const rows = new Map(board.rows);
  for (const row of pushed) {
    const known = rows.get(row.id);
    if (!known || !isOlder(row, known.row)) rows.set(row.id, { row, tick });
  }
  return { ...board, rows, tick };
}

/** The lengths of the lists that everybody sees, as they were pushed. */
export function applyCounts(board: Board, counts: Partial<ListCounts>): Board {
  const tick = board.tick + 1;
  return { ...board, tick, counts: { ...board.counts, ...counts }, countsTick: tick };
}

/** Pages of a list; `asOf` is the board's tick when the first request left. */
export function applyFetched(board: Board, list: ListName, { from, rows: fetched, next, counts }: Fetched, asOf: number, personId: string): Board {
  const rows = new Map(board.rows);
  const present = new Set(fetched.map((row) => row.id));
  const edge = next === null ? null : (fetched.at(-1) ?? null);
  const order = ORDER[list];
  for (const [id, { row, tick }] of rows) {
    // What was pushed meanwhile may be younger than what was fetched, so only older knowledge is dropped, and only of the part that was fetched.
    if (tick > asOf || present.has(id) || !isIn(row, list, personId)) continue;
    if ((from === null || order(row, from) > 0) && (edge === null || order(row, edge) < 0)) rows.delete(id);
  }
  for (const row of fetched) {
    const known = rows.get(row.id);
    const isKnownBetter = known && (isOlder(row, known.row) || (known.tick > asOf && !isOlder(known.row, row)));
    if (!isKnownBetter) rows.set(row.id, { row, tick: known?.tick ?? asOf });
  }
  const loaded = new Map(board.loaded).set(list, { edge, next });
  for (const [id, { row, tick }] of rows) {
    if (tick <= asOf - REMEMBERED && ![...loaded.keys()].some((one) => isIn(row, one, personId))) rows.delete(id);
  }
  const countsAreYounger = board.countsTick <= asOf;
  return { ...board, rows, loaded, counts: countsAreYounger ? counts : board.counts };
}

/** Since when somebody waits for a person: in the queue, or for an answer of the agent. */
export function waitingSince(row: ConversationRow): string | null {
  if (row.state === 'queued') return row.queuedAt ?? row.updatedAt;
  if (row.state === 'agent' && row.last?.from === 'customer') return row.last.at;
  return null;
}

/** Instants are ISO strings of one form, which stand in the order of time; comparing them as words would take a hundred times as long. */
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const byWaiting = (a: ConversationRow, b: ConversationRow): number => compare(waitingSince(a) ?? '', waitingSince(b) ?? '');
const byYouth = (a: ConversationRow, b: ConversationRow): number => compare(b.updatedAt, a.updatedAt);

const MOODS: readonly ConversationRow['emotion'][] = ['calm', 'upset', 'angry'];

/** All but `mine`, which is always fetched as a whole, stand as the server pages them. */
const ORDER: Record<ListName, (a: ConversationRow, b: ConversationRow) => number> = {
  queued: (a, b) => compare(a.rankedAt ?? '', b.rankedAt ?? ''),
  /** Who waits for an answer stands on top, longest first. */
  mine: (a, b) => {
    const waiting = Number(waitingSince(b) !== null) - Number(waitingSince(a) !== null);
    return waiting || (waitingSince(a) !== null ? byWaiting(a, b) : byYouth(a, b));
  },
  /** The worst mood on top, then who was active last. */
  attention: (a, b) => MOODS.indexOf(b.emotion) - MOODS.indexOf(a.emotion) || byYouth(a, b),
  served: byYouth,
  bot: byYouth,
  closed: byYouth,
};

/** A list as far as it is known, in its order. */
export function rowsOf(board: Board, list: ListName, personId: string): ConversationRow[] {
  const order = ORDER[list];
  const edge = board.loaded.get(list)?.edge ?? null;
  const rows: ConversationRow[] = [];
  for (const { row } of board.rows.values()) if (isIn(row, list, personId) && (edge === null || order(row, edge) <= 0)) rows.push(row);
  return rows.sort((a, b) => order(a, b) || compare(a.id, b.id));
}

/** The conversation that `step` rows further stands in a list; from outside the list, its first. */
export function neighbour(rows: readonly ConversationRow[], id: string | null, step: 1 | -1): ConversationRow | undefined {
  const at = rows.findIndex((row) => row.id === id);
  if (at < 0) return rows[0];
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))];
}
