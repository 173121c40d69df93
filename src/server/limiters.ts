import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { JiedaError, type ErrorCode } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';

/** What may happen how often; each key is counted by itself, on this node. */
export function openLimiters() {
  const limiter = (points: number, duration: number) => new RateLimiterMemory({ points, duration });
  return {
    requests: limiter(LIMITS.requestsPerAddress, LIMITS.requestsPerAddressWindow_s),
    conversations: limiter(LIMITS.conversationsPerAddress, LIMITS.conversationsPerAddressWindow_s),
    messages: limiter(LIMITS.visitorMessages, LIMITS.visitorMessagesWindow_s),
    socketEvents: limiter(LIMITS.socketEvents, LIMITS.socketEventsWindow_s),
    signIns: limiter(LIMITS.signInAttempts, LIMITS.signInWindow_s),
    keyGuesses: limiter(LIMITS.keyGuesses, LIMITS.keyGuessesWindow_s),
    keyRequests: limiter(LIMITS.keyRequests, LIMITS.keyRequestsWindow_s),
    tokenGuesses: limiter(LIMITS.tokenGuesses, LIMITS.tokenGuessesWindow_s),
  };
}
export type Limiters = ReturnType<typeof openLimiters>;

/** Counts one use. @returns what is left. @throws JiedaError `code` with `retryAfterSeconds` when there were too many. */
export async function take(limiter: RateLimiterMemory, key: string, code: ErrorCode = 'request.too_many'): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (error) {
    if (error instanceof RateLimiterRes) throw new JiedaError(code, { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000) });
    throw error;
  }
}

/** Refuses without counting once a key is used up. */
export async function refuseIfUsedUp(limiter: RateLimiterMemory, key: string): Promise<void> {
  const used = await limiter.get(key);
  if (used !== null && used.remainingPoints <= 0) throw new JiedaError('request.too_many', { retryAfterSeconds: Math.ceil(used.msBeforeNext / 1000) });
}
