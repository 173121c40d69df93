import { JiedaError } from '../../base/errors.ts';
import { findPerson } from '../../storage/person.ts';
import { listTeams } from '../../storage/team.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { begin, changeTicket, requireUnderWay, type Asked, type Change, type Changed } from './change.ts';
import { mayDecide } from './standing.ts';
import { asKept } from './words.ts';

/**
 * Somebody takes a ticket that nobody works on; of several at once exactly one succeeds. A supervisor may take it from a colleague.
 * @throws JiedaError `ticket.taken` with `by`, `ticket.over`.
 */
export function take(runtime: Runtime, asked: Asked): Promise<Changed> {
  const { person } = asked;
  return changeTicket(runtime, asked, async (change) => {
    const { ticket } = change;
    requireUnderWay(ticket);
    if (ticket.assigneeId === person.id) return;
    await refuseIfTaken(change, person.id, mayDecide(person));
    ticket.assigneeId = person.id;
    begin(ticket);
    await change.enter('assigned', `${person.name}（${person.workerNumber}）接手处理`);
  });
}

async function refuseIfTaken({ ticket, database }: Change, personId: string, decides: boolean): Promise<void> {
  if (ticket.assigneeId === null || ticket.assigneeId === personId || decides) return;
  const by = await findPerson(database, ticket.assigneeId);
  throw new JiedaError('ticket.taken', by && { by: { name: by.name, workerNumber: by.workerNumber } });
}

/** To somebody, or to a team where everybody may take it. */
export type Assignment = ({ personId: string } | { team: string | null }) & { note?: string | undefined };

/**
 * Gives a ticket to somebody else or to a team. What a colleague works on only they and supervisors pass on.
 * @throws JiedaError `ticket.person_unknown`, `team.not_found`, `ticket.taken`, `ticket.over`.
 */
export function assign(runtime: Runtime, asked: Asked, assignment: Assignment): Promise<Changed> {
  const { person } = asked;
  return changeTicket(runtime, asked, async (change) => {
    const { ticket } = change;
    requireUnderWay(ticket);
    await refuseIfTaken(change, person.id, mayDecide(person));
    const to = 'personId' in assignment ? await toPerson(change, assignment.personId) : await toTeam(change, assignment.team);
    await change.enter('assigned', `转给${to}${assignment.note === undefined ? '' : `：${asKept(assignment.note)}`}`);
  });
}

async function toPerson({ ticket, database }: Change, personId: string): Promise<string> {
  const found = await findPerson(database, personId);
  if (found === undefined || found.disabled) throw new JiedaError('ticket.person_unknown');
  ticket.assigneeId = found.id;
  begin(ticket);
  return `${found.name}（${found.workerNumber}）`;
}

async function toTeam({ ticket, database }: Change, teamId: string | null): Promise<string> {
  const found = teamId === null ? undefined : (await listTeams(database)).find(({ id }) => id === teamId);
  if (teamId !== null && found === undefined) throw new JiedaError('team.not_found');
  ticket.assigneeId = null;
  ticket.teamId = teamId;
  return found === undefined ? '所有技能组' : `${found.name}组`;
}
