import type { DeskPerson } from '../../contract/desk.ts';
import type { Database } from '../../storage/schema.ts';
import { membershipsOf } from '../../storage/team.ts';
import type { StoredTicket } from '../../storage/ticket.ts';

/** Somebody with the teams that they are in; in none they help everywhere. */
export type Standing = { person: DeskPerson; teams: readonly string[] };

export async function standingOf(database: Database, person: DeskPerson): Promise<Standing> {
  return { person, teams: (await membershipsOf(database, person.id)).map(({ team }) => team) };
}

/** Who has the last word: supervisors and admins. */
export function mayDecide({ role }: DeskPerson): boolean {
  return role !== 'agent';
}

/** Whoever works on a ticket may change it, its team, and supervisors; everybody else only reads it. */
export function mayChange({ person, teams }: Standing, { assigneeId, teamId }: Pick<StoredTicket, 'assigneeId' | 'teamId'>): boolean {
  return mayDecide(person) || assigneeId === person.id || teamId === null || teams.length === 0 || teams.includes(teamId);
}

/** The contact in clear is for whoever has to reach the customer, and for supervisors. */
export function mayReveal({ person }: Pick<Standing, 'person'>, { assigneeId }: Pick<StoredTicket, 'assigneeId'>): boolean {
  return mayDecide(person) || assigneeId === person.id;
}
