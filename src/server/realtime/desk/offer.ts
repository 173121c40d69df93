import type { Namespace } from 'socket.io';
import type { Runtime } from '../../../conversation/runtime.ts';
import { offerFor } from '../../../desk/routing/offer.ts';
import { coalesced } from '../coalesced.ts';

/** Tells the desks of this node what they are offered, and who comes, goes, or takes conversations differently. */
export function tellOffers(namespace: Namespace, runtime: Runtime): void {
  const tell = coalesced(
    async (personId) => {
      namespace.to(personId).emit('offer', await offerFor(runtime, personId));
    },
    (error, personId) => runtime.log.error({ err: error, person: personId }, 'an offer could not be told'),
  );
  runtime.events.subscribe((event) => {
    if (event.type === 'offer' && namespace.adapter.rooms.has(event.personId)) tell(event.personId);
    if (event.type === 'presence') namespace.emit('presence', event.personId);
  });
}
