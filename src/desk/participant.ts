import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson } from '../contract/desk.ts';
import { appendDeskNotice, appendNotice } from '../conversation/append.ts';
import { changeConversation } from '../conversation/change.ts';
import { DESK_NOTICES, NOTICES } from '../conversation/notices.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { deleteParticipant, insertParticipant, listParticipants } from '../storage/participant.ts';
import { findPerson } from '../storage/person.ts';
import { fullName } from './fullName.ts';
import { own } from './own.ts';

/**
 * Brings a colleague into a conversation: they may write, and the customer sees who they are. Inviting somebody twice changes nothing.
 * @throws JiedaError `conversation.not_yours`, `conversation.closed`, `conversation.crowded`, `account.not_found`, `colleague.self`.
 */
export async function inviteColleague(runtime: Runtime, person: DeskPerson, conversationId: string, guestId: string): Promise<void> {
  await changeConversation(runtime, conversationId, async (draft, database) => {
    own(draft.conversation, person);
    if (guestId === person.id) throw new JiedaError('colleague.self');
    const guest = await findPerson(database, guestId);
    if (guest === undefined || guest.disabled) throw new JiedaError('account.not_found');
    const now_ms = runtime.clock.now_ms();
    const there = await listParticipants(database, [conversationId]);
    if (there.some(({ personId }) => personId === guestId)) return;
    if (there.length >= LIMITS.participants) throw new JiedaError('conversation.crowded');
    draft.isListedAnew = true;
    await insertParticipant(database, { conversationId, personId: guestId, invitedBy: person.id, at_ms: now_ms });
    appendDeskNotice(draft, DESK_NOTICES.invited(fullName(person), fullName(guest)), now_ms);
    appendNotice(draft, NOTICES.joined(guest.name, guest.workerNumber), now_ms);
  });
}

/**
 * An invited colleague leaves, or whoever serves lets them go.
 * @throws JiedaError `conversation.not_yours` when somebody else tries.
 */
export async function letColleagueGo(runtime: Runtime, person: DeskPerson, conversationId: string, guestId: string): Promise<void> {
  await changeConversation(runtime, conversationId, async (draft, database) => {
    if (person.id !== guestId) own(draft.conversation, person);
    const guest = await findPerson(database, guestId);
    if (guest === undefined || !(await deleteParticipant(database, conversationId, guestId))) return;
    draft.isListedAnew = true;
    appendNotice(draft, NOTICES.left(guest.name, guest.workerNumber), runtime.clock.now_ms());
  });
}
