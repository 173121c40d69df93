import type { StoredTicket } from '../../src/storage/ticket.ts';

/** A ticket as the bot records it, with what a test cares about changed. */
export function aTicket(changes: Partial<StoredTicket> = {}): StoredTicket {
  return {
    number: 'TS00000001',
    kind: 'service_complaint',
    skill: 'common',
    content: '客户投诉客服态度',
    reason: null,
    wish: null,
    contact: '13800005678',
    details: [],
    emotion: 'upset',
    urgent: false,
    due_ms: 8_000,
    state: 'open',
    conversationId: null,
    externalId: null,
    customerName: null,
    proposal: null,
    approval: null,
    result: null,
    satisfaction: null,
    recordedBy: 'bot',
    assigneeId: null,
    opened_ms: 1_000,
    duty_ms: 6_000,
    done_ms: null,
    updated_ms: 1_000,
    rev: 1,
    wrongContacts: 0,
    wrongContact_ms: null,
    ...changes,
  };
}
