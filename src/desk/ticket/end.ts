import { JiedaError } from '../../base/errors.ts';
import type { Satisfaction } from '../../contract/desk/tickets.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { dueOf } from '../../conversation/ticket/desk.ts';
import { resultText } from '../../conversation/ticket/words.ts';
import { changeTicket, isUnderWay, requireUnderWay, type Asked, type Changed } from './change.ts';
import { needsApproval } from './rules.ts';
import { asKept } from './words.ts';

const SATISFACTION: Record<Satisfaction, string> = { satisfied: '满意', neutral: '一般', dissatisfied: '不满意', unreached: '没有联系上' };

/** A ticket is done: the customer is told what came of it. @throws JiedaError `ticket.needs_approval`, `ticket.over`. */
export function finish(runtime: Runtime, asked: Asked, { result, satisfaction }: { result: string; satisfaction?: Satisfaction | undefined }): Promise<Changed> {
  return changeTicket(runtime, asked, async ({ ticket, now_ms, enter, tell }) => {
    requireUnderWay(ticket);
    if (needsApproval(ticket) && ticket.approvalState !== 'approved') throw new JiedaError('ticket.needs_approval');
    const kept = asKept(result);
    Object.assign(ticket, { state: 'done', result: kept, satisfaction: satisfaction ?? null, done_ms: now_ms, assigneeId: ticket.assigneeId ?? asked.person.id });
    await enter('result', kept, true);
    if (satisfaction !== undefined) await enter('satisfaction', `客户：${SATISFACTION[satisfaction]}`);
    return tell('ticket_result', resultText(ticket, kept));
  });
}

/** How satisfied the customer is, where that was asked afterwards. @throws JiedaError `ticket.not_over`. */
export function noteSatisfaction(runtime: Runtime, asked: Asked, satisfaction: Satisfaction): Promise<Changed> {
  return changeTicket(runtime, asked, async ({ ticket, enter }) => {
    if (ticket.state !== 'done') throw new JiedaError('ticket.not_over');
    ticket.satisfaction = satisfaction;
    await enter('satisfaction', `客户：${SATISFACTION[satisfaction]}`);
  });
}

/**
 * A ticket that is over is worked on again, with a new time limit and, where it needs one, a new approval.
 * @throws JiedaError `ticket.not_over`.
 */
export function reopen(runtime: Runtime, asked: Asked, reason: string): Promise<Changed> {
  return changeTicket(runtime, asked, async ({ ticket, now_ms, enter }) => {
    if (isUnderWay(ticket)) throw new JiedaError('ticket.not_over');
    Object.assign(ticket, {
      state: ticket.assigneeId === null ? 'open' : 'working', result: null, satisfaction: null, done_ms: null,
      approval: null, approvalBy: null, approval_ms: null, approvalState: null, report: null,
      clock_ms: now_ms, due_ms: dueOf(runtime, ticket.kind, now_ms),
    });
    await enter('state', `重新打开：${asKept(reason)}`);
  });
}
