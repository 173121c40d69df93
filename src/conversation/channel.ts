import type { Inbound, Outcome } from './turn.ts';

/** A way by which customers reach us. `receive` resolves once the message is committed; what was committed is then delivered by the channel itself. */
export type Channel = {
  name: string;
  receive(inbound: Inbound): Promise<Outcome>;
};
