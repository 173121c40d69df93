import { JiedaError } from '../../base/errors.ts';
import type { IncidentFields } from '../../contract/desk/tickets.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { dueOf } from '../../conversation/ticket/desk.ts';
import { audit } from '../../storage/audit.ts';
import { begin, changeTicket, requireUnderWay, type Asked, type Changed } from './change.ts';
import { needsApproval } from './rules.ts';
import { mayDecide } from './standing.ts';
import { asKept } from './words.ts';

/** What is to be done. A proposal that has to be approved, or is to be, waits for a supervisor; a changed one waits again. */
export function propose(runtime: Runtime, asked: Asked, { text, askApproval }: { text: string; askApproval: boolean }): Promise<Changed> {
  return changeTicket(runtime, asked, async ({ ticket, enter }) => {
    requireUnderWay(ticket);
    begin(ticket);
    const waits = askApproval || needsApproval(ticket);
    const kept = asKept(text);
    Object.assign(ticket, { proposal: kept, approval: null, approvalBy: null, approval_ms: null, approvalState: waits ? 'asked' : null });
    await enter('proposal', `${waits ? '提请批准：' : ''}${kept}`);
  });
}

/**
 * A supervisor approves a proposal or refuses it, with a reason; the audit log keeps it, too.
 * @throws JiedaError `session.forbidden`, `ticket.nothing_to_decide`, `ticket.over`.
 */
export async function decide(runtime: Runtime, asked: Asked, { approved, note, from }: { approved: boolean; note: string; from: string }): Promise<Changed> {
  const { person, number } = asked;
  if (!mayDecide(person)) throw new JiedaError('session.forbidden');
  return changeTicket(runtime, asked, async ({ ticket, database, now_ms, enter }) => {
    requireUnderWay(ticket);
    if (ticket.approvalState !== 'asked') throw new JiedaError('ticket.nothing_to_decide');
    const kept = asKept(note);
    Object.assign(ticket, { approval: kept, approvalBy: person.id, approval_ms: now_ms, approvalState: approved ? 'approved' : 'refused' });
    await enter('approval', `${approved ? '批准' : '未批准'}：${kept}`);
    await audit(database, { at_ms: now_ms, by: person.id, action: 'ticket.approved', on: number, from, details: { approved, note: kept } });
  });
}

/**
 * Why an escalated complaint was not solved in time. A supervisor has to answer within the same limit as for such a complaint.
 * @throws JiedaError `ticket.report_not_needed`, `ticket.over`.
 */
export function report(runtime: Runtime, asked: Asked, fields: IncidentFields): Promise<Changed> {
  return changeTicket(runtime, asked, async ({ ticket, now_ms, enter }) => {
    requireUnderWay(ticket);
    const isUnsolved = ticket.kind === 'escalated_complaint' && ticket.due_ms !== null && ticket.due_ms <= now_ms;
    if (!isUnsolved) throw new JiedaError('ticket.report_not_needed');
    begin(ticket);
    const { happened, cause, done, proposal } = fields;
    ticket.report = { happened: asKept(happened), cause: asKept(cause), done: asKept(done), proposal: asKept(proposal), by: asked.person.id, at_ms: now_ms, answer: null };
    ticket.answerDue_ms = dueOf(runtime, 'escalated_complaint', now_ms);
    await enter('report', `提交事故报告：${ticket.report.happened}`);
  });
}

/** A supervisor answers an incident report. @throws JiedaError `session.forbidden`, `ticket.nothing_to_decide`, `ticket.over`. */
export async function answerReport(runtime: Runtime, asked: Asked, text: string): Promise<Changed> {
  const { person } = asked;
  if (!mayDecide(person)) throw new JiedaError('session.forbidden');
  return changeTicket(runtime, asked, async ({ ticket, now_ms, enter }) => {
    requireUnderWay(ticket);
    if (ticket.report === null || ticket.report.answer !== null) throw new JiedaError('ticket.nothing_to_decide');
    const kept = asKept(text);
    ticket.report = { ...ticket.report, answer: { by: person.id, at_ms: now_ms, text: kept } };
    ticket.answerDue_ms = null;
    await enter('answer', `答复事故报告：${kept}`);
  });
}
