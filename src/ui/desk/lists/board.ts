import type { ConversationRow, ListName } from '../../../contract/desk.ts';

/**
 * What the desk knows about conversations, from two sources that race: rows pushed one by one, and lists fetched as a whole.
 * Pure: every function returns a new board.
 */
export type Board = {
  readonly rows: ReadonlyMap<string, { readonly row: ConversationRow; readonly tick: number }>;
  readonly counts: Readonly<Record<ListName, number>>;
  readonly countsTick: number;
  /** Grows with every pushed row; a fetched list knows by it which rows arrived while it was under way. */
  readonly tick: number;
  readonly loaded: ReadonlySet<ListName>;
};

export type Counts = Record<ListName, number>;

export const EMPTY_BOARD: Board = {
  rows: new Map(),
  counts: { mine: 0, queued: 0, attention: 0, bot: 0, closed: 0 },
  countsTick: 0,
  tick: 0,
  loaded: new Set(),
};

/** The list in which a person finds a conversation; none for what a colleague serves. */
export function listOf(row: ConversationRow, personId: string): ListName | null {
  if (row.state === 'agent') return row.agent?.id === personId || row.colleagues?.some(({ id }) => id === personId) ? 'mine' : null;
  return row.state;
}

/** Whether a conversation stands in a list; one with the bot may stand in two. */
export function isIn(row: ConversationRow, list: ListName, personId: string): boolean {
  return list === 'attention' ? row.state === 'bot' && (row.attention?.length ?? 0) > 0 : listOf(row, personId) === list;
}

/** `seq` grows with every message, and every change of state is a message. */
export function isOlder(row: ConversationRow, than: ConversationRow): boolean {
  return row.seq < than.seq || (row.seq === than.seq && row.updatedAt < than.updatedAt);
}

export function applyRow(board: Board, row: ConversationRow, counts?: Counts): Board {
  const tick = board.tick + 1;
  const known = board.rows.get(row.id);
  const rows = known && isOlder(row, known.row) ? board.rows : new Map(board.rows).set(row.id, { row, tick });
  return counts ? { ...board, rows, tick, counts, countsTick: tick } : { ...board, rows, tick };
}

/** A fetched list; `asOf` is the board's tick when the request left. */
export function applyList(board: Board, list: ListName, fetched: readonly ConversationRow[], counts: Counts, asOf: number, personId: string): Board {
  const rows = new Map(board.rows);
  const present = new Set(fetched.map((row) => row.id));
  for (const [id, { row, tick }] of rows) {
    // What was pushed meanwhile may be younger than the fetched list, so only older knowledge is dropped.
    if (isIn(row, list, personId) && !present.has(id) && tick <= asOf) rows.delete(id);
  }
  for (const row of fetched) {
    const known = rows.get(row.id);
    if (!known || !isOlder(row, known.row)) rows.set(row.id, { row, tick: known?.tick ?? asOf });
  }
  const countsAreYounger = board.countsTick <= asOf;
  return { ...board, rows, loaded: new Set(board.loaded).add(list), counts: countsAreYounger ? counts : board.counts };
}

/** Since when somebody waits for a person: in the queue, or for an answer of the agent. */
export function waitingSince(row: ConversationRow): string | null {
  if (row.state === 'queued') return row.queuedAt ?? row.updatedAt;
  if (row.state === 'agent' && row.last?.from === 'customer') return row.last.at;
  return null;
}

const byWaiting = (a: ConversationRow, b: ConversationRow): number => (waitingSince(a) ?? '').localeCompare(waitingSince(b) ?? '');
const byYouth = (a: ConversationRow, b: ConversationRow): number => b.updatedAt.localeCompare(a.updatedAt);

const MOODS: readonly ConversationRow['emotion'][] = ['calm', 'upset', 'angry'];

const ORDER: Record<ListName, (a: ConversationRow, b: ConversationRow) => number> = {
  // Without positions this is NaN, which `||` passes on to the waiting time.
  queued: (a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || byWaiting(a, b),
  /** Who waits for an answer stands on top, longest first. */
  mine: (a, b) => {
    const waiting = Number(waitingSince(b) !== null) - Number(waitingSince(a) !== null);
    return waiting || (waitingSince(a) !== null ? byWaiting(a, b) : byYouth(a, b));
  },
  /** The worst mood on top, then who was active last. */
  attention: (a, b) => MOODS.indexOf(b.emotion) - MOODS.indexOf(a.emotion) || byYouth(a, b),
  bot: byYouth,
  closed: byYouth,
};

export function rowsOf(board: Board, list: ListName, personId: string): ConversationRow[] {
  const rows: ConversationRow[] = [];
  for (const { row } of board.rows.values()) if (isIn(row, list, personId)) rows.push(row);
  return rows.sort(ORDER[list]);
}

/** The conversation that `step` rows further stands in a list; from outside the list, its first. */
export function neighbour(rows: readonly ConversationRow[], id: string | null, step: 1 | -1): ConversationRow | undefined {
  const at = rows.findIndex((row) => row.id === id);
  if (at < 0) return rows[0];
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))];
}
