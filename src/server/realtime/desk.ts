import type { Namespace, Socket } from 'socket.io';
import { toIso } from '../../base/clock.ts';
import { JiedaError } from '../../base/errors.ts';
import { hashSecret } from '../../base/ids.ts';
import { LIMITS } from '../../base/limits.ts';
import { LISTS_OF_ALL, type DeskPerson } from '../../contract/desk.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { signedInAs } from '../../desk/account.ts';
import { signOfLife } from '../../desk/presence.ts';
import { toAnswerable } from '../failure.ts';
import type { Metrics } from '../metrics.ts';
import type { Origins } from '../origin.ts';
import { sessionTokenOf } from '../register.ts';
import type { Server } from '../route.ts';
import { requirePerson } from '../access.ts';
import { checkText } from './desk/checkText.ts';
import { tellOffers } from './desk/offer.ts';
import { listRoom } from './desk/rooms.ts';
import { tellPages } from './desk/tellPages.ts';
import { tellRows } from './desk/tellRows.ts';
import { tellWatched } from './desk/tellWatched.ts';
import { typing } from './desk/typing.ts';
import { watch } from './desk/watch.ts';
import { watchLists } from './desk/watchLists.ts';
import { watchWall } from './desk/watchWall.ts';
import { listen } from './event.ts';
import { asConnectError } from './visitor.ts';

/** The person behind a desk's socket, and the session that let it in. */
export type Agent = { person: DeskPerson; sessionHash: string };

/** Every event that a desk's socket may send. */
export const DESK_EVENTS = [watch, watchLists, watchWall, typing, checkText];

/** How often an open desk gives a sign of life; its session is checked again each time. */
const LIFE_SIGN_MS = LIMITS.lifeSign_ms / 3;

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
    void socket.join([agent.person.id, ...LISTS_OF_ALL.map(listRoom)]);
    socket.emit('clock', toIso(server.runtime.clock.now_ms()));
    for (const event of DESK_EVENTS) listen(socket, agent, event, server, metrics);
    keepAlive(namespace, socket, agent, server);
    // Its session may have ended while it connected, when the wake-up did not find it yet.
    proveAgain(socket, server.runtime);
  });
  tellDesks(namespace, server);
  tellRows(namespace, server);
  tellWatched(namespace, server);
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

/** What the bus says to every desk of this node, and to the people whose sessions end. */
function tellDesks(namespace: Namespace, { runtime }: Server): void {
  runtime.events.subscribe((event) => {
    // At once and without a look at the database, so that no later event slips through; whoever still may comes back by itself.
    if (event.type === 'access') namespace.in(event.personId).disconnectSockets(true);
    if (event.type === 'ticket') namespace.local.emit('ticket', event.number);
    if (event.type === 'missed') {
      namespace.local.emit('refresh');
      for (const socket of namespace.sockets.values()) proveAgain(socket, runtime);
    }
  });
}
