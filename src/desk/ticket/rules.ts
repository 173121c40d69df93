import type { TicketKind } from '../../contract/ticket.ts';
import type { StoredTicket } from '../../storage/ticket.ts';

/** Kinds that nobody may finish before a supervisor has approved what is proposed. */
const APPROVED_KINDS: readonly TicketKind[] = ['escalated_complaint', 'supervisor_decision'];

/** Whether a proposal has to be approved before the ticket is done: by its kind, or because somebody asked and has no word yet, or a refusal. */
export function needsApproval({ kind, approvalState }: Pick<StoredTicket, 'kind' | 'approvalState'>): boolean {
  return APPROVED_KINDS.includes(kind) || approvalState === 'asked' || approvalState === 'refused';
}
