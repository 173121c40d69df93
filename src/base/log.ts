import pino, { type DestinationStream } from 'pino';
import type { Config } from './config.ts';

export type Log = pino.Logger;

/**
 * One JSON line an event on standard error, so that standard output stays free for answers. Nothing that a customer wrote is logged at
 * info level or above; secrets are cut out wherever they stand in a logged object.
 */
export function openLog(level: Config['logLevel'], destination: DestinationStream = pino.destination({ fd: 2, sync: false })): Log {
  return pino(
    {
      level,
      base: null,
      redact: { paths: ['token', 'password', 'authorization', 'cookie', '*.token', '*.password', '*.authorization', '*.cookie', 'headers'], censor: '[redacted]' },
    },
    destination,
  );
}

export const silentLog: Log = pino({ level: 'silent' });
