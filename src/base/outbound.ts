import { createHmac } from 'node:crypto';
import { JiedaError } from './errors.ts';

export type SignedRequest = {
  url: string;
  /** Sent as JSON. */
  body: unknown;
  secret: string;
  /** Unix time in seconds that goes into the signature, so that a recorded request ages. */
  now_ms: number;
  timeout_ms: number;
};

export type OutboundRequest = SignedRequest & { answerBytesMax: number };

/**
 * Posts JSON to another system of the owner's and reads its JSON answer. The request carries `X-Jieda-Timestamp` (Unix seconds) and
 * `X-Jieda-Signature: sha256=<hex>`, the HMAC-SHA256 of `timestamp + "." + body` under the shared secret. Redirects are not followed.
 * @returns status and parsed body; a 404 is an answer like any other.
 * @throws JiedaError `outbound.timeout`, `outbound.failed` (no connection, status ≥ 500, no JSON, answer too large).
 */
export function postSigned(request: OutboundRequest): Promise<{ status: number; body: unknown }> {
  return guarded(async () => {
    const response = await post(request);
    const text = await readLimited(response, request.answerBytesMax);
    if (response.status >= 500) throw new JiedaError('outbound.failed', { status: response.status });
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  });
}

/**
 * Posts JSON, signed like {@link postSigned}, to a system that has only to take it; what it answers is not read.
 * @throws JiedaError `outbound.timeout`, `outbound.failed` with `status` unless it is one of success.
 */
export function deliverSigned(request: SignedRequest): Promise<void> {
  return guarded(async () => {
    const response = await post(request);
    await response.body?.cancel();
    if (!response.ok) throw new JiedaError('outbound.failed', { status: response.status });
  });
}

function post({ url, body, secret, now_ms, timeout_ms }: SignedRequest): Promise<Response> {
  const text = JSON.stringify(body);
  const timestamp = String(Math.floor(now_ms / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex');
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-jieda-timestamp': timestamp, 'x-jieda-signature': `sha256=${signature}` },
    body: text,
    redirect: 'error',
    signal: AbortSignal.timeout(timeout_ms),
  });
}

/** Whatever goes wrong on the way, with our codes. */
async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof JiedaError) throw error;
    const timedOut = (error as { name?: unknown } | null)?.name === 'TimeoutError';
    throw new JiedaError(timedOut ? 'outbound.timeout' : 'outbound.failed', undefined, error);
  }
}

async function readLimited(response: Response, bytesMax: number): Promise<string> {
  if (response.body === null) return '';
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body) {
    bytes += piece.byteLength;
    if (bytes > bytesMax) throw new JiedaError('outbound.failed', { reason: 'answer too large' });
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
