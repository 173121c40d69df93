import type { Inbound, Outcome } from './turn.ts';

/**
 * A way by which customers reach us. `receive` resolves once the message is committed. How the replies reach the customer is the channel's own
 * matter: the web's read them from the database.
 */
export type Channel = {
  name: string;
  receive(inbound: Inbound): Promise<Outcome>;
};
