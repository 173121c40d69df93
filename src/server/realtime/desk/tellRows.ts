import type { Namespace } from 'socket.io';
import type { ConversationRow, SharedListName } from '../../../contract/desk.ts';
import { sharedCounts } from '../../../desk/list.ts';
import { rowsOf } from '../../../desk/view.ts';
import type { Server } from '../../route.ts';
import { coalesced } from '../coalesced.ts';
import { listRoom, openRoom } from './rooms.ts';

/** Changed rows that are read and told at a time. */
const ROWS_PER_PUSH = 100;
/** Changes are gathered this long before the desks are told; the lengths of lists, which cost more and matter less, a little longer. */
const GATHER_MS = 80;
const COUNTS_GATHER_MS = 400;

/**
 * Tells the desks of this node which rows are new or changed. A row that may have moved comes to every desk, because it may have to leave a list;
 * any other to the desks that show a list in which it stands, to who serves it, and to who has it open.
 */
export function tellRows(namespace: Namespace, { runtime }: Server): void {
  /** Conversations that have changed, and whether they may have moved. */
  let changed = new Map<string, boolean>();

  const tell = coalesced(
    async () => {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const told = changed;
      changed = new Map();
      const ids = [...told.keys()];
      for (let from = 0; from < ids.length; from += ROWS_PER_PUSH) {
        const rows = await rowsOf(runtime, ids.slice(from, from + ROWS_PER_PUSH));
        for (const [rooms, theirs] of byRooms(rows, told)) namespace.local.to(rooms).emit('rows', theirs);
      }
    },
    (error) => runtime.log.error({ err: error }, 'the desks could not be told'),
  );

  const tellCounts = coalesced(
    async () => {
      await new Promise((resolve) => setTimeout(resolve, COUNTS_GATHER_MS));
      namespace.local.emit('counts', await sharedCounts(runtime));
    },
    (error) => runtime.log.error({ err: error }, 'the desks could not be told how long their lists are'),
  );

  runtime.events.subscribe((event) => {
    if (event.type !== 'conversation' || namespace.sockets.size === 0) return;
    changed.set(event.id, event.moved || changed.get(event.id) === true);
    tell('rows');
    if (event.moved) tellCounts('counts');
  });
}

/** The rows by whom they are told to; no room at all is everybody. */
function byRooms(rows: readonly ConversationRow[], moved: ReadonlyMap<string, boolean>): [rooms: string[], rows: ConversationRow[]][] {
  const groups = new Map<string, [string[], ConversationRow[]]>();
  for (const row of rows) {
    const rooms = moved.get(row.id) === true ? [] : roomsOf(row);
    const key = rooms.join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rooms, [row]]);
    else group[1].push(row);
  }
  return [...groups.values()];
}

/** Where a row stands that has not moved. */
export function roomsOf({ id, state, agent, colleagues = [], attention = [] }: ConversationRow): string[] {
  const lists: SharedListName[] = state === 'agent' ? ['served'] : attention.length > 0 ? [state, 'attention'] : [state];
  const people = [...(agent === undefined ? [] : [agent.id]), ...colleagues.map((colleague) => colleague.id)];
  return [openRoom(id), ...lists.map(listRoom), ...people];
}
