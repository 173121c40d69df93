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
      serializers: { err: (error: Error) => withoutSecrets(pino.stdSerializers.err(error), 0) },
      redact: { paths: ['token', 'password', 'authorization', 'cookie', '*.token', '*.password', '*.authorization', '*.cookie', 'headers'], censor: '[redacted]' },
    },
    destination,
  );
}

const SECRET = /^(token|secret|password|authorization|cookie|set-cookie|headers)$/i;
/** Deeper things of an error tell nobody anything. */
const DEPTH = 4;

/** Errors of libraries carry what they worked on, at any depth. */
function withoutSecrets(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEPTH) return '[…]';
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, SECRET.test(name) ? '[redacted]' : withoutSecrets(inner, depth + 1)]));
}

export const silentLog: Log = pino({ level: 'silent' });
