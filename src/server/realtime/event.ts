import type { Socket } from 'socket.io';
import type { z } from 'zod';
import { JiedaError } from '../../base/errors.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import { toAnswerable } from '../failure.ts';
import { mayUse } from '../access.ts';
import { take } from '../limiters.ts';
import type { Metrics } from '../metrics.ts';
import { accessOf } from '../policy.ts';
import type { Server } from '../route.ts';

/** An event of a client: its shape, and what it does. Whoever sends it is known from the handshake, never from the payload. */
export type SocketEvent<Identity, Payload> = {
  name: string;
  payload: z.ZodType<Payload>;
  handle(server: Server, identity: Identity, payload: Payload, socket: Socket): Promise<unknown>;
};

/** Keeps the types of one event's parts together; the table of events forgets them. */
export function socketEvent<Identity, Payload>(definition: SocketEvent<Identity, Payload>): SocketEvent<Identity, unknown> {
  return definition as SocketEvent<Identity, unknown>;
}

/** @throws JiedaError `session.forbidden`, also for an event that has no row in the policy. */
function requireAccess(key: string, person: DeskPerson | undefined): void {
  const access = accessOf(key);
  if (access === null) throw new JiedaError('session.forbidden', { policy: `${key} needs a row in src/server/policy.ts` });
  if (!mayUse(person, access)) throw new JiedaError('session.forbidden');
}

/**
 * Lets a socket send this event. A payload of another shape, or an answer that cannot be given, is refused with the error as
 * acknowledgement; an event without acknowledgement fails silently for the client and loudly in the log.
 */
export function listen<Identity>(socket: Socket, identity: Identity, event: SocketEvent<Identity, unknown>, server: Server, metrics: Metrics): void {
  socket.on(event.name, async (...received: unknown[]) => {
    const acknowledge = typeof received.at(-1) === 'function' ? (received.pop() as (answer: unknown) => void) : () => undefined;
    try {
      await take(server.limiters.socketEvents, socket.id);
      requireAccess(`${socket.nsp.name} ${event.name}`, (identity as { person?: DeskPerson }).person);
      const parsed = event.payload.safeParse(received[0] ?? {});
      if (!parsed.success) throw new JiedaError('request.invalid', { problems: parsed.error.issues.slice(0, 3).map(({ message }) => message) });
      acknowledge((await event.handle(server, identity, parsed.data, socket)) ?? {});
    } catch (error) {
      acknowledge(toAnswerable(error, server.runtime.log, metrics, `event ${event.name}`).present());
    }
  });
}
