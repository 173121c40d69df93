import type { Namespace, Socket } from 'socket.io';
import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import { conversationKeySchema, type ConversationStatus } from '../../contract/visitor.ts';
import { messagesForCustomer } from '../../conversation/read.ts';
import { queuedStatuses, statusOf } from '../../desk/queue.ts';
import { requireConversation } from '../access.ts';
import { toAnswerable } from '../failure.ts';
import type { Metrics } from '../metrics.ts';
import type { Origins } from '../origin.ts';
import type { Server } from '../route.ts';
import { coalesced } from './coalesced.ts';
import { listen } from './event.ts';
import { leaveQueue } from './visitor/leaveQueue.ts';
import { message } from './visitor/message.ts';
import { rate } from './visitor/rate.ts';
import { read } from './visitor/read.ts';
import { requestAgent } from './visitor/requestAgent.ts';
import { resume } from './visitor/resume.ts';
import { typing } from './visitor/typing.ts';

/** The customer behind a socket: the conversation that its token opened. */
export type Visitor = { conversationId: string };

/** Every event that a visitor's socket may send. */
export const VISITOR_EVENTS = [message, resume, typing, requestAgent, leaveQueue, rate, read];

/** Changes of the queue are gathered this long before those who wait are told. */
const GATHER_MS = 100;

/** Serves the widget: lets a socket in by its conversation's token, takes its events, and tells it what is new. */
export function serveVisitors(namespace: Namespace, server: Server, origins: Origins, metrics: Metrics): void {
  namespace.use((socket, next) => {
    authenticate(socket, server, origins).then(
      () => next(),
      (error: unknown) => next(asConnectError(toAnswerable(error, server.runtime.log, metrics, 'visitor handshake'))),
    );
  });
  namespace.on('connection', (socket) => {
    const visitor = socket.data.visitor as Visitor;
    void socket.join(visitor.conversationId);
    for (const event of VISITOR_EVENTS) listen(socket, visitor, event, server, metrics);
  });
  tellVisitors(namespace, server);
}

async function authenticate(socket: Socket, server: Server, origins: Origins): Promise<void> {
  const handshake = conversationKeySchema.safeParse(socket.handshake.auth);
  if (!handshake.success) throw new JiedaError('conversation.not_found');
  const { conversationId, token } = handshake.data;
  await requireConversation(server, conversationId, token, origins.addressOf(socket.request));
  if ((socket.nsp.adapter.rooms.get(conversationId)?.size ?? 0) >= LIMITS.socketsPerConversation) throw new JiedaError('request.too_many');
  socket.data.visitor = { conversationId } satisfies Visitor;
}

/** A refusal as Socket.IO hands it to the client: `error.data.code`. */
export function asConnectError(told: JiedaError): Error {
  return Object.assign(new Error(told.code), { data: told.present().error });
}

/** Passes on what the bus says to the sockets of this node that have resumed. */
function tellVisitors(namespace: Namespace, { runtime }: Server): void {
  const socketsOf = (id: string) => [...(namespace.adapter.rooms.get(id) ?? [])].map((key) => namespace.sockets.get(key)).filter((socket) => socket !== undefined);

  const tell = coalesced(
    async (id: string) => {
      const sockets = socketsOf(id).filter(({ data }) => data.seq !== undefined);
      if (sockets.length === 0) return;
      const from = Math.min(...sockets.map(({ data }) => data.seq as number));
      const messages = await messagesForCustomer(runtime, id, from);
      const status = await statusOf(runtime, id);
      for (const socket of sockets) {
        const missing = messages.filter(({ seq }) => seq > (socket.data.seq as number));
        if (missing.length > 0) socket.emit('messages', { messages: missing });
        socket.data.seq = Math.max(socket.data.seq as number, messages.at(-1)?.seq ?? 0);
        tellStatus(socket, status);
      }
    },
    (error, id) => runtime.log.error({ err: error, conversation: id }, 'visitors could not be told'),
  );

  const tellQueue = coalesced(
    async () => {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      for (const [id, status] of await queuedStatuses(runtime)) for (const socket of socketsOf(id)) tellStatus(socket, status);
    },
    (error) => runtime.log.error({ err: error }, 'the queue could not be told'),
  );

  runtime.events.subscribe((event) => {
    if ((event.type === 'conversation' || event.type === 'read') && namespace.adapter.rooms.has(event.id)) tell(event.id);
    if (event.type === 'typing' && event.from === 'agent') namespace.to(event.id).emit('typing', { from: 'agent' });
    if (event.type === 'queue') tellQueue('queue');
    if (event.type === 'missed') for (const id of namespace.adapter.rooms.keys()) tell(id);
  });
}

function tellStatus(socket: Socket, status: ConversationStatus): void {
  const line = JSON.stringify(status);
  if (socket.data.status === line) return;
  socket.data.status = line;
  socket.emit('status', status);
}
