import type { ErrorCode } from '../../base/errors.ts';

/** What went wrong with a request. `offline`: no answer came, so nobody knows whether it was carried out. */
export class RequestError extends Error {
  readonly code: ErrorCode | 'offline';
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode | 'offline', message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'RequestError';
    this.code = code;
    this.details = details;
  }

  /** Whether the same request may succeed later, unchanged. */
  get passing(): boolean {
    return this.code === 'offline' || PASSING.has(this.code);
  }
}

const PASSING = new Set<string>(['conversation.busy', 'server.not_ready', 'storage.unavailable', 'server.unexpected', 'request.too_many', 'message.too_fast', 'outbound.timeout']);
const TIMEOUT_MS = 15_000;

let language: () => string = () => 'zh';
let whenSignedOut: () => void = () => {};

/** Told once at the start, so that requests know nothing of settings and pages. */
export function configureRequests(options: { language: () => string; whenSignedOut: () => void }): void {
  ({ language, whenSignedOut } = options);
}

/** `timeout_ms`: after which an answer is no longer waited for. */
export type RequestOptions = { timeout_ms?: number };

/** Sends a request and brings its answer. @throws RequestError. */
export type Request = <T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, options?: RequestOptions) => Promise<T>;

/** Requests to everything below one address of this server, such as `/api/v1/desk`. */
export function requestsBelow(root: string): Request {
  return async <T>(method: string, path: string, body?: unknown, { timeout_ms = TIMEOUT_MS }: RequestOptions = {}): Promise<T> => {
    const response = await send(method, root + path, body, timeout_ms);
    if (response.status === 204) return undefined as T;
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer as T;
    const error = problem(answer);
    if (error.code === 'session.required') whenSignedOut();
    throw error;
  };
}

async function send(method: string, address: string, body: unknown, timeout_ms: number): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language() };
  if (body !== undefined) headers['Content-Type'] = body instanceof Blob ? 'application/octet-stream' : 'application/json';
  try {
    const sent = body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) };
    return await fetch(address, { method, headers, credentials: 'same-origin', signal: AbortSignal.timeout(timeout_ms), ...sent });
  } catch {
    throw new RequestError('offline', '');
  }
}

/** A proxy may answer instead of the server: what is not our error table counts as passing. */
function problem(answer: unknown): RequestError {
  const error = (answer as { error?: { code?: ErrorCode; message?: string; details?: Record<string, unknown> } } | null)?.error;
  if (!error?.code) return new RequestError('offline', '');
  return new RequestError(error.code, error.message ?? '', error.details);
}
