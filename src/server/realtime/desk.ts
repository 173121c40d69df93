import type { Namespace, Socket } from 'socket.io';
import { JiedaError } from '../../base/errors.ts';
import { hashSecret } from '../../base/ids.ts';
import { LIMITS } from '../../base/limits.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { signedInAs } from '../../desk/account.ts';
import { signOfLife } from '../../desk/presence.ts';
import { queuePlaces } from '../../desk/queue.ts';
import { customerHasRead } from '../../desk/readMarks.ts';
import { countsFor, messagesForDesk, rowsOf } from '../../desk/view.ts';
import { toAnswerable } from '../failure.ts';
import type { Metrics } from '../metrics.ts';
import type { Origins } from '../origin.ts';
import { sessionTokenOf } from '../register.ts';
import type { Server } from '../route.ts';
import { requirePerson } from '../access.ts';
import { coalesced } from './coalesced.ts';
import { checkText } from './desk/checkText.ts';
import { tellOffers } from './desk/offer.ts';
import { tellPages } from './desk/tellPages.ts';
import { typing } from './desk/typing.ts';
import { watch } from './desk/watch.ts';
import { watchWall } from './desk/watchWall.ts';
import { listen } from './event.ts';
import { asConnectError } from './visitor.ts';

/** The person behind a desk's socket, and the session that let it in. */
export type Agent = { person: DeskPerson; sessionHash: string };

/** Every event that a desk's socket may send. */
export const DESK_EVENTS = [watch, watchWall, typing, checkText];

/** How often an open desk gives a sign of life; its session is checked again each time. */
const LIFE_SIGN_MS = LIMITS.lifeSign_ms / 3;
/** More changed conversations than this at once, and the desks fetch their lists again instead. */
const ROWS_PER_PUSH_MAX = 100;
/** Changes are gathered this long before the desks are told. */
const GATHER_MS = 100;

/** Serves the desk: lets a socket in by its session cookie, takes its events, and tells it what is new. */
export function serveDesk(namespace: Namespace, server: Server, origins: Origins, metrics: Metrics): void {
  namespace.use((socket, next) => {
    authenticate(socket, server, origins).then(
      () => next(),
      (error: unknown) => next(asConnectError(toAnswerable(error, server.runtime.log, metrics, 'desk handshake'))),
    );
  });
  namespace.on('connection', (socket) => {
    const agent = socket.data.agent as Agent;
    void socket.join(agent.person.id);
    for (const event of DESK_EVENTS) listen(socket, agent, event, server, metrics);
    keepAlive(namespace, socket, agent, server);
    // Its session may have ended while it connected, when the wake-up did not find it yet.
    proveAgain(socket, server.runtime);
  });
  tellDesks(namespace, server);
  tellPages(namespace, server);
  tellOffers(namespace, server.runtime);
}

async function authenticate(socket: Socket, server: Server, origins: Origins): Promise<void> {
  if (!origins.isOwn(socket.request)) throw new JiedaError('request.foreign_origin');
  const token = sessionTokenOf(socket.request.headers.cookie);
  const person = await requirePerson(server, token, 'agent');
  socket.data.agent = { person, sessionHash: hashSecret(token ?? '') } satisfies Agent;
}

/** Notes that the desk is open until it is closed, and closes it when its session has ended. */
function keepAlive(namespace: Namespace, socket: Socket, { person, sessionHash }: Agent, { runtime }: Server): void {
  const logged = (error: unknown) => runtime.log.error({ err: error }, 'a sign of life was not noted');
  signOfLife(runtime, person.id, true, true).catch(logged);
  const timer = setInterval(() => {
    signedInAs(runtime, sessionHash)
      .then((still) => (still === undefined ? void socket.disconnect(true) : signOfLife(runtime, person.id, true, false)))
      .catch(logged);
  }, LIFE_SIGN_MS);
  socket.on('disconnect', () => {
    clearInterval(timer);
    if (!namespace.adapter.rooms.has(person.id)) signOfLife(runtime, person.id, false, true).catch(logged);
  });
}

/** Closes a socket whose session has ended, or whose person may do something else by now. */
function proveAgain(socket: Socket, runtime: Runtime): void {
  const { person, sessionHash } = socket.data.agent as Agent;
  signedInAs(runtime, sessionHash).then(
    (still) => still?.role !== person.role && void socket.disconnect(true),
    (error: unknown) => runtime.log.error({ err: error }, 'a session could not be looked up'),
  );
}

/** Passes on what the bus says to the desks that are open on this node. */
function tellDesks(namespace: Namespace, { runtime }: Server): void {
  const changed = new Set<string>();
  const sockets = () => [...namespace.sockets.values()];

  async function tellRows(): Promise<void> {
    const ids = [...changed];
    changed.clear();
    if (ids.length > ROWS_PER_PUSH_MAX) return void namespace.emit('refresh');
    const rows = await rowsOf(runtime, ids);
    const people = new Map(sockets().map(({ data }) => [(data.agent as Agent).person.id, (data.agent as Agent).person]));
    for (const person of people.values()) {
      const counts = await countsFor(runtime, person);
      for (const row of rows) namespace.to(person.id).emit('conversation', row, counts);
    }
  }

  const tell = coalesced(
    async () => {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      await tellRows();
    },
    (error) => runtime.log.error({ err: error }, 'the desks could not be told'),
  );

  const tellWatched = coalesced(
    async (id) => {
      const watching = sockets().filter(({ data }) => data.watched?.id === id);
      if (watching.length === 0) return;
      const messages = await messagesForDesk(runtime, id, Math.min(...watching.map(({ data }) => data.watched.seq as number)));
      for (const socket of watching) {
        const missing = messages.filter(({ seq }) => seq > socket.data.watched.seq);
        if (missing.length === 0) continue;
        socket.data.watched.seq = missing.at(-1)?.seq;
        socket.emit('messages', id, missing);
      }
    },
    (error, id) => runtime.log.error({ err: error, conversation: id }, 'those who watch could not be told'),
  );

  const tellRead = coalesced(
    async (id) => {
      const watching = sockets().filter(({ data }) => data.watched?.id === id);
      if (watching.length === 0) return;
      const seq = await customerHasRead(runtime, id);
      for (const socket of watching) socket.emit('read', id, seq);
    },
    (error, id) => runtime.log.error({ err: error, conversation: id }, 'those who watch could not be told what was read'),
  );

  runtime.events.subscribe((event) => {
    if (namespace.sockets.size === 0) return;
    // At once and without a look at the database, so that no later event slips through; whoever still may comes back by itself.
    if (event.type === 'access') namespace.in(event.personId).disconnectSockets(true);
    if (event.type === 'conversation') {
      changed.add(event.id);
      tell('rows');
      tellWatched(event.id);
    }
    if (event.type === 'ticket') namespace.emit('ticket', event.number);
    if (event.type === 'queue') {
      queuePlaces(runtime).then(
        (places) => {
          for (const id of places.keys()) changed.add(id);
          tell('rows');
        },
        (error: unknown) => runtime.log.error({ err: error }, 'the queue could not be read'),
      );
    }
    if (event.type === 'read') tellRead(event.id);
    if (event.type === 'typing' && event.from === 'customer') {
      for (const socket of sockets()) if (socket.data.watched?.id === event.id) socket.emit('typing', event.id);
    }
    if (event.type === 'missed') {
      namespace.emit('refresh');
      for (const socket of sockets()) proveAgain(socket, runtime);
    }
  });
}
