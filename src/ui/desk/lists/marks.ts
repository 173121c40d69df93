import type { ConversationRow, ListName } from '../../../contract/desk.ts';

/** Whether a row has a third line: mood, why a person is wanted, why somebody should look in, tags. */
export function hasMarks(row: ConversationRow, list: ListName): boolean {
  return row.emotion !== 'calm' || (list === 'queued' && row.reason !== undefined) || (row.attention?.length ?? 0) > 0 || (row.tags?.length ?? 0) > 0;
}
