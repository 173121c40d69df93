import { createHmac } from 'node:crypto';
import { JiedaError } from './errors.ts';

export type OutboundRequest = {
  url: string;
  /** Sent as JSON. */
  body: unknown;
  secret: string;
  /** Unix time in seconds that goes into the signature, so that a recorded request ages. */
  now_ms: number;
  timeout_ms: number;
  answerBytesMax: number;
};

/**
 * Posts JSON to another system of the owner's and reads its JSON answer. The request carries `X-Jieda-Timestamp` (Unix seconds) and
 * `X-Jieda-Signature: sha256=<hex>`, the HMAC-SHA256 of `timestamp + "." + body` under the shared secret. Redirects are not followed.
 * @returns status and parsed body; a 404 is an answer like any other.
 * @throws JiedaError `outbound.timeout`, `outbound.failed` (no connection, status ≥ 500, no JSON, answer too large).
 */
export async function postSigned(request: OutboundRequest): Promise<{ status: number; body: unknown }> {
  const body = JSON.stringify(request.body);
  const timestamp = String(Math.floor(request.now_ms / 1000));
  const signature = createHmac('sha256', request.secret).update(`${timestamp}.${body}`).digest('hex');
  try {
    const response = await fetch(request.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-jieda-timestamp': timestamp, 'x-jieda-signature': `sha256=${signature}` },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(request.timeout_ms),
    });
    const text = await readLimited(response, request.answerBytesMax);
    if (response.status >= 500) throw new JiedaError('outbound.failed', { status: response.status });
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  } catch (error) {
    if (error instanceof JiedaError) throw error;
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
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
