import { JiedaError } from '../base/errors.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { TransferRequest } from '../contract/desk/routing.ts';
import { append, appendDeskNotice, appendNotice } from '../conversation/append.ts';
import { changeConversation } from '../conversation/change.ts';
import { DESK_NOTICES, NOTICES } from '../conversation/notices.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { after } from '../conversation/state.ts';
import { findPerson } from '../storage/person.ts';
import { findPresence } from '../storage/presence.ts';
import type { Database } from '../storage/schema.ts';
import { listTeams } from '../storage/team.ts';
import { maskPrivate } from '../text/privacy.ts';
import { fullName } from './fullName.ts';
import { own } from './own.ts';
import { isPresent } from './presence.ts';

/** What a customer who is passed on has in front of others: they have been waiting for an answer already. */
const PASSED_ON = 15;

/**
 * Passes a conversation on to a colleague, who is offered it, or to a team. The note is for colleagues only.
 * @throws JiedaError `conversation.not_yours`, `conversation.closed`, `colleague.self`, `colleague.not_there`, `account.not_found`, `team.not_found`.
 */
export async function transfer(runtime: Runtime, person: DeskPerson, conversationId: string, request: TransferRequest): Promise<void> {
  await changeConversation(runtime, conversationId, async (draft, database) => {
    const { conversation } = draft;
    own(conversation, person);
    const now_ms = runtime.clock.now_ms();
    const to = 'personId' in request ? await nameOfColleague(database, request.personId, person, now_ms) : await nameOfTeam(database, request.teamId);
    conversation.state = after(conversation.state, 'transfer') ?? conversation.state;
    conversation.agentId = null;
    conversation.queuedAt_ms = now_ms;
    conversation.priority += PASSED_ON;
    conversation.passes = [{ agentId: person.id, at_ms: now_ms }];
    conversation.targetAgentId = 'personId' in request ? request.personId : null;
    // A colleague may be of any team; should they not take it, it is for the team that it was for.
    if ('teamId' in request) conversation.teamId = request.teamId;
    appendDeskNotice(draft, DESK_NOTICES.transferredTo(fullName(person), to), now_ms);
    if (request.note !== '') append(draft, { sender: 'agent', kind: 'note', visibility: 'desk', text: maskPrivate(request.note), agentId: person.id, at_ms: now_ms });
    appendNotice(draft, NOTICES.transferred(), now_ms);
  });
}

async function nameOfColleague(database: Database, personId: string, self: DeskPerson, now_ms: number): Promise<string> {
  if (personId === self.id) throw new JiedaError('colleague.self');
  const person = await findPerson(database, personId);
  if (person === undefined) throw new JiedaError('account.not_found');
  const presence = (await findPresence(database, personId)) ?? null;
  if (person.disabled || !isPresent({ seenAt_ms: person.seenAt_ms, presence }, now_ms)) throw new JiedaError('colleague.not_there');
  return fullName(person);
}

async function nameOfTeam(database: Database, teamId: string): Promise<string> {
  const team = (await listTeams(database)).find(({ id }) => id === teamId);
  if (team === undefined) throw new JiedaError('team.not_found');
  return `${team.name}组`;
}
