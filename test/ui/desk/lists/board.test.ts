import { describe, expect, test } from '@jest/globals';
import { applyList, applyRow, EMPTY_BOARD, listOf, neighbour, rowsOf, waitingSince } from '../../../../src/ui/desk/lists/board.ts';
import { at, colleague, me, row } from '../rows.ts';

const counts = { queued: 0, mine: 0, attention: 0, bot: 0, closed: 0 };
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
    const fetched = applyList(known, 'queued', [row('b')], counts, known.tick, me.id);
    expect(ids(rowsOf(fetched, 'queued', me.id))).toEqual(['b']);
  });

  test('a row pushed while the list was under way survives it', () => {
    const asOf = EMPTY_BOARD.tick;
    const pushed = applyRow(EMPTY_BOARD, row('new'));
    const fetched = applyList(pushed, 'queued', [row('old')], counts, asOf, me.id);
    expect(ids(rowsOf(fetched, 'queued', me.id)).sort()).toEqual(['new', 'old']);
  });

  test('a row pushed meanwhile is younger than the same row of the list', () => {
    const pushed = applyRow(EMPTY_BOARD, row('a', { seq: 3, state: 'agent', agent: colleague }));
    const fetched = applyList(pushed, 'queued', [row('a', { seq: 2 })], counts, 0, me.id);
    expect(rowsOf(fetched, 'queued', me.id)).toEqual([]);
  });

  test('counts pushed meanwhile are kept, older ones are replaced', () => {
    const pushed = applyRow(EMPTY_BOARD, row('a'), { ...counts, queued: 7 });
    expect(applyList(pushed, 'bot', [], { ...counts, queued: 6 }, 0, me.id).counts.queued).toBe(7);
    expect(applyList(pushed, 'bot', [], { ...counts, queued: 8 }, pushed.tick, me.id).counts.queued).toBe(8);
  });
});

describe('order', () => {
  test('the queue stands by place, and without places by waiting time', () => {
    const places = [row('b', { position: 2, queuedAt: at(1) }), row('a', { position: 1, queuedAt: at(5) })].reduce((board, one) => applyRow(board, one), EMPTY_BOARD);
    expect(ids(rowsOf(places, 'queued', me.id))).toEqual(['a', 'b']);
    const times = [row('b', { queuedAt: at(2) }), row('a', { queuedAt: at(1) })].reduce((board, one) => applyRow(board, one), EMPTY_BOARD);
    expect(ids(rowsOf(times, 'queued', me.id))).toEqual(['a', 'b']);
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
