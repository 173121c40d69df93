import type { ConversationRow, DeskMessage } from '../../../src/contract/desk.ts';

const START = Date.parse('2026-11-22T03:00:00.000Z');

/** An instant so many minutes after a fixed start. */
export const at = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();

export function row(id: string, changes: Partial<ConversationRow> = {}): ConversationRow {
  return { id, state: 'queued', seq: 1, customer: { name: '王女士', kind: 'returning' }, emotion: 'calm', openedAt: at(0), updatedAt: at(0), ...changes };
}

export function message(seq: number, changes: Partial<DeskMessage> = {}): DeskMessage {
  return { seq, from: 'customer', kind: 'text', text: `第 ${seq} 句`, at: at(seq), ...changes };
}

export const me = { id: 'p1', name: '周敏', workerNumber: '1001' };
export const colleague = { id: 'p2', name: '李华', workerNumber: '1002' };
