import { JiedaError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Metrics } from './metrics.ts';

/**
 * What a client is told of a failure: the error itself when it is one of ours, otherwise that something unexpected happened, which is
 * logged with its cause. Nothing of an unexpected error reaches the client.
 */
export function toAnswerable(error: unknown, log: Log, metrics: Metrics, where: string): JiedaError {
  const answerable = error instanceof JiedaError ? error : fromBodyParser(error);
  if (answerable === null) log.error({ err: error, where }, 'unexpected error');
  else if (answerable.status >= 500) log.error({ err: answerable, where }, 'error');
  const told = answerable ?? new JiedaError('server.unexpected');
  metrics.errors.inc({ code: told.code });
  return told;
}

/** Express and its body parser mark their errors with a status. */
function fromBodyParser(error: unknown): JiedaError | null {
  if (!(error instanceof Error && 'status' in error)) return null;
  if ('type' in error && error.type === 'entity.parse.failed') return new JiedaError('request.not_json');
  if (error.status === 413) return new JiedaError('request.too_large');
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? new JiedaError('request.invalid') : null;
}
