import { describe, expect, test } from '@jest/globals';
import { applyCounts, applyFetched, applyRows, EMPTY_BOARD, listOf, neighbour, rowsOf, waitingSince, type Board } from '../../../../src/ui/desk/lists/board.ts';
import type { ConversationRow, ListName } from '../../../../src/contract/desk.ts';
import { at, colleague, me, row } from '../rows.ts';

const counts = { queued: 0, mine: 0, served: 0, attention: 0, bot: 0, closed: 0 };
const applyRow = (board: Board, one: ConversationRow) => applyRows(board, [one]);
/** A list that was fetched as a whole. */
const applyList = (board: Board, list: ListName, rows: ConversationRow[], asOf: number, lengths = counts) => applyFetched(board, list, { from: null, rows, next: null, counts: lengths }, asOf, me.id);
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe('the list of a conversation', () => {
  test('what a colleague serves stands in no list of mine', () => {
    expect(listOf(row('a', { state: 'agent', agent: me }), me.id)).toBe('mine');
    expect(listOf(row('a', { state: 'agent', agent: colleague }), me.id)).toBeNull();
    expect(listOf(row('a', { state: 'bot' }), me.id)).toBe('bot');
  });

  test('an accepted conversation moves from the queue to mine', () => {
    const waiting = applyRow(EMPTY_BOARD, row('a'));
    const accepted = applyRow(waiting, row('a', { seq: 2, state: 'agent', agent: me }));
    expect(ids(rowsOf(accepted, 'queued', me.id))).toEqual([]);
    expect(ids(rowsOf(accepted, 'mine', me.id))).toEqual(['a']);
  });
});

describe('rows and lists that race', () => {
  test('a late old row does not undo a newer one', () => {
    const newer = applyRow(EMPTY_BOARD, row('a', { seq: 5, state: 'closed' }));
    expect(rowsOf(applyRow(newer, row('a', { seq: 4 })), 'closed', me.id)).toHaveLength(1);
  });

  test('a fetched list drops what has left it', () => {
    const known = applyRow(applyRow(EMPTY_BOARD, row('a')), row('b'));
    const fetched = applyList(known, 'queued', [row('b')], known.tick);
    expect(ids(rowsOf(fetched, 'queued', me.id))).toEqual(['b']);
  });

  test('a row pushed while the list was under way survives it', () => {
    const asOf = EMPTY_BOARD.tick;
    const pushed = applyRow(EMPTY_BOARD, row('new'));
    const fetched = applyList(pushed, 'queued', [row('old')], asOf);
    expect(ids(rowsOf(fetched, 'queued', me.id)).sort()).toEqual(['new', 'old']);
  });

  test('a row pushed meanwhile is younger than the same row of the list', () => {
    const pushed = applyRow(EMPTY_BOARD, row('a', { seq: 3, state: 'agent', agent: colleague }));
    const fetched = applyList(pushed, 'queued', [row('a', { seq: 2 })], 0);
    expect(rowsOf(fetched, 'queued', me.id)).toEqual([]);
  });

  test('counts pushed meanwhile are kept, older ones are replaced', () => {
    const pushed = applyCounts(EMPTY_BOARD, { queued: 7 });
    expect(applyList(pushed, 'bot', [], 0, { ...counts, queued: 6 }).counts.queued).toBe(7);
    expect(applyList(pushed, 'bot', [], pushed.tick, { ...counts, queued: 8 }).counts.queued).toBe(8);
  });

  test('of two that are equally young, what was pushed meanwhile wins, otherwise what was fetched', () => {
    const tagged = row('a', { tags: [{ id: 't', name: '加急' }] });
    const pushed = applyRow(EMPTY_BOARD, tagged);
    expect(rowsOf(applyList(pushed, 'queued', [row('a')], 0), 'queued', me.id)).toEqual([tagged]);
    expect(rowsOf(applyList(pushed, 'queued', [row('a')], pushed.tick), 'queued', me.id)).toEqual([row('a')]);
  });
});

describe('a list that is fetched page by page', () => {
  const bot = (id: string, minute: number, more: Partial<ConversationRow> = {}) => row(id, { state: 'bot', updatedAt: at(minute), ...more });
  const page = (board: Board, from: ConversationRow | null, rows: ConversationRow[], next: string | null, asOf = board.tick) => applyFetched(board, 'bot', { from, rows, next, counts }, asOf, me.id);
  const shown = (board: Board) => ids(rowsOf(board, 'bot', me.id));
  const first = page(EMPTY_BOARD, null, [bot('a', 9), bot('b', 8)], '8~b');

  test('shows what stands before its last row, and what stands behind it only once that was fetched', () => {
    const pushed = applyRows(first, [bot('new', 10), bot('deep', 3)]);
    expect(shown(pushed)).toEqual(['new', 'a', 'b']);
    expect(shown(page(pushed, bot('b', 8), [bot('c', 7), bot('deep', 3)], null))).toEqual(['new', 'a', 'b', 'c', 'deep']);
  });

  test('a page drops what has left its part of the list, and nothing of another part', () => {
    const known = applyRows(first, [bot('gone', 7), bot('beyond', 2)]);
    expect(shown(page(known, bot('b', 8), [bot('c', 6)], '6~c'))).toEqual(['a', 'b', 'c']);
    expect(shown(page(page(known, bot('b', 8), [bot('c', 6)], '6~c'), bot('c', 6), [], null))).toEqual(['a', 'b', 'c']);
  });

  test('a row of the part behind that moved up while the page was under way stands once, above', () => {
    const moved = applyRow(first, bot('c', 12, { seq: 2 }));
    expect(shown(page(moved, bot('b', 8), [bot('c', 7), bot('d', 6)], null, first.tick))).toEqual(['c', 'a', 'b', 'd']);
  });

  test('the row at the edge may move or leave, and the list ends where it ended', () => {
    const moved = applyRows(first, [bot('b', 12, { seq: 2 }), bot('deep', 3)]);
    expect(shown(moved)).toEqual(['b', 'a']);
  });

  test('what needs a look is paged by mood first', () => {
    const seen = (id: string, minute: number, emotion: ConversationRow['emotion']) => bot(id, minute, { emotion, attention: ['upset'] });
    const board = applyFetched(EMPTY_BOARD, 'attention', { from: null, rows: [seen('angry', 1, 'angry'), seen('upset', 9, 'upset')], next: '1~9~upset', counts }, 0, me.id);
    expect(ids(rowsOf(applyRows(board, [seen('late', 10, 'upset'), seen('early', 5, 'upset'), seen('old', 0, 'angry')]), 'attention', me.id))).toEqual(['angry', 'old', 'late', 'upset']);
  });
});

describe('order', () => {
  test('the queue stands in the order in which it is served', () => {
    const board = applyRows(EMPTY_BOARD, [row('b', { rankedAt: at(2), queuedAt: at(1) }), row('a', { rankedAt: at(1), queuedAt: at(5) })]);
    expect(ids(rowsOf(board, 'queued', me.id))).toEqual(['a', 'b']);
  });

  test('of mine, who waits for an answer comes first, longest on top', () => {
    const own = { state: 'agent', agent: me } as const;
    const board = [
      row('answered', { ...own, last: { from: 'agent', text: '好的', at: at(9) }, updatedAt: at(9) }),
      row('short', { ...own, last: { from: 'customer', text: '在吗', at: at(8) } }),
      row('long', { ...own, last: { from: 'customer', text: '在吗', at: at(3) } }),
    ].reduce((known, one) => applyRow(known, one), EMPTY_BOARD);
    expect(ids(rowsOf(board, 'mine', me.id))).toEqual(['long', 'short', 'answered']);
  });

  test('nobody waits with the bot or after the end', () => {
    expect(waitingSince(row('a', { state: 'bot', last: { from: 'customer', text: '在吗', at: at(1) } }))).toBeNull();
    expect(waitingSince(row('a', { state: 'closed' }))).toBeNull();
    expect(waitingSince(row('a', { queuedAt: at(4) }))).toBe(at(4));
  });
});

test('J and K stop at the ends, and begin at the first row', () => {
  const rows = [row('a'), row('b')];
  expect(neighbour(rows, null, 1)?.id).toBe('a');
  expect(neighbour(rows, 'a', 1)?.id).toBe('b');
  expect(neighbour(rows, 'b', 1)?.id).toBe('b');
  expect(neighbour(rows, 'a', -1)?.id).toBe('a');
  expect(neighbour([], 'a', 1)).toBeUndefined();
});
