import { LIMITS } from '../../base/limits.ts';

/** The part of an Engine.IO connection that tells what waits to be sent. */
export type Connection = {
  on(event: 'packetCreate', listener: (packet: { data?: unknown }) => void): void;
  on(event: 'drain', listener: () => void): void;
  close(discard?: boolean): void;
  writeBuffer: { data?: unknown }[];
};

/**
 * Ends a connection whose client does not read what it is sent: what waits for it fills our memory. Nothing is lost by it, because clients fetch
 * what they missed when they come back.
 */
export function boundBacklog(connection: Connection): void {
  let waiting = 0;
  connection.on('packetCreate', (packet) => {
    waiting += lengthOf(packet);
    if (waiting > LIMITS.socketBacklog) connection.close(true);
  });
  // The transport has passed on what it had; what came meanwhile still waits.
  connection.on('drain', () => (waiting = connection.writeBuffer.reduce((sum, packet) => sum + lengthOf(packet), 0)));
}

function lengthOf({ data }: { data?: unknown }): number {
  return typeof data === 'string' || data instanceof Uint8Array ? data.length : 0;
}
