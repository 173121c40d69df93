import { JiedaError } from '../../base/errors.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { RecordTicket, TicketDetail } from '../../contract/desk/tickets.ts';
import { TICKET_PREFIXES, type NewTicket, type TicketKind } from '../../contract/ticket.ts';
import type { Draft } from '../../conversation/append.ts';
import { changeConversation } from '../../conversation/change.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { deskOf, dueOf } from '../../conversation/ticket/desk.ts';
import { ticketOf } from '../../conversation/ticket/new.ts';
import { writeTickets } from '../../conversation/ticket/write.ts';
import { findConversation, type Conversation } from '../../storage/conversation.ts';
import type { Database } from '../../storage/schema.ts';
import { findByClient, findTicket, openConversationOf, type StoredTicket } from '../../storage/ticket.ts';
import { ticketFor } from './view.ts';
import { asKept } from './words.ts';

/** Whose a ticket is that belongs to no conversation: somebody who called. */
const NOBODY = { externalId: null, kind: 'anonymous', driveLevel: null } as const;
const NUMBER_DIGITS = 8;
/** As many numbers as are drawn before it must be a fault. */
const DRAWS_MAX = 20;

/**
 * Records a ticket by hand, out of a conversation or a call. Repeated under the same `clientId` it is recorded once.
 * @throws JiedaError `conversation.not_found`.
 */
export async function recordTicket(runtime: Runtime, person: DeskPerson, request: RecordTicket): Promise<TicketDetail> {
  const { conversationId } = request;
  const number = conversationId === undefined
    ? await runtime.storage.transaction(async (database) => {
        const repeated = await findByClient(database, person.id, request.clientId);
        if (repeated !== undefined) return repeated.number;
        const ticket = await draw(runtime, database, person, request, { id: null, customer: { ...NOBODY, name: null } });
        await writeTickets(runtime, database, [ticket]);
        return ticket.number;
      })
    : await recordIn(runtime, person, request, conversationId);
  runtime.events.publish({ type: 'ticket', number });
  return ticketFor(runtime, person, number);
}

/** In a conversation: what the dialog knows of it is noted where the customer is now, which may be a conversation that goes on from it. */
async function recordIn(runtime: Runtime, person: DeskPerson, request: RecordTicket, conversationId: string): Promise<string> {
  const conversation = await findConversation(runtime.storage.read, conversationId);
  if (conversation === undefined) throw new JiedaError('conversation.not_found');
  const at = (await openConversationOf(runtime.storage.read, { conversationId, externalId: null })) ?? conversationId;
  const { result } = await changeConversation(runtime, at, async (draft, database) => {
    const repeated = await findByClient(database, person.id, request.clientId);
    if (repeated !== undefined) return repeated.number;
    const ticket = await draw(runtime, database, person, request, conversation);
    draft.tickets.push(ticket);
    remember(draft, ticket);
    return ticket.number;
  });
  return result;
}

function remember({ conversation }: Draft, { number, kind }: StoredTicket): void {
  conversation.dialog = { ...conversation.dialog, tickets: [...conversation.dialog.tickets, { number, kind }] };
}

async function draw(
  runtime: Runtime,
  database: Database,
  person: DeskPerson,
  { clientId, kind, skill, content, reason, wish, contact, customer, urgent }: RecordTicket,
  of: { id: string | null; customer: Conversation['customer']; dialog?: Conversation['dialog'] },
): Promise<StoredTicket> {
  const now_ms = runtime.clock.now_ms();
  const ticket: NewTicket = {
    number: await freeNumber(runtime, database, kind),
    kind,
    skill,
    content: asKept(content),
    reason: reason === undefined ? null : asKept(reason),
    wish: wish === undefined ? null : asKept(wish),
    contact: contact ?? null,
    details: [],
    emotion: of.dialog?.emotions.at(-1) ?? 'calm',
    urgent,
    due_ms: dueOf(runtime, kind, now_ms),
  };
  return { ...ticketOf(ticket, of, deskOf(runtime), now_ms), recordedBy: person.id, customerName: of.customer.name ?? customer ?? null, clientId };
}

async function freeNumber({ random }: Runtime, database: Database, kind: TicketKind): Promise<string> {
  for (let count = 0; count < DRAWS_MAX; count += 1) {
    const number = TICKET_PREFIXES[kind] + String(random(10 ** NUMBER_DIGITS)).padStart(NUMBER_DIGITS, '0');
    if ((await findTicket(database, number)) === undefined) return number;
  }
  throw new Error(`no free number for a ticket of kind ${kind} in ${DRAWS_MAX} draws`);
}
