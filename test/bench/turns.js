import { call } from './call.js';
import { quantile, sortedCopy } from './quantile.js';
import { QUESTIONS } from './texts.js';

const VISITORS = 10;
/** One conversation takes 20 messages in 10 s. */
const PAUSE_MS = 600;
let crowds = 0;

/** Customers who write now and then until they are told to stop. @returns the times of all their turns, in ms. */
export async function visit(address, isOver) {
  const crowd = (crowds += 1);
  const times = [];
  await Promise.all(Array.from({ length: VISITORS }, async (_, visitor) => {
    const headers = { 'x-forwarded-for': `10.1.${crowd}.${visitor + 1}` };
    const { answer } = await call(address, 'POST', '/api/v1/visitor/conversations', { body: {}, headers });
    const authorization = { ...headers, authorization: `Bearer ${answer.token}` };
    for (let turn = 0; !isOver(); turn += 1) {
      const from = performance.now();
      const body = { clientId: `t${turn}`, text: QUESTIONS[(turn + visitor) % QUESTIONS.length] };
      await call(address, 'POST', `/api/v1/visitor/conversations/${answer.conversationId}/messages`, { body, headers: authorization });
      times.push(performance.now() - from);
      await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    }
  }));
  return times;
}

/** {@link visit} for so long. */
export function visitFor(address, time_ms) {
  const until = performance.now() + time_ms;
  return visit(address, () => performance.now() > until);
}

/** {@link visit} for as long as something else is under way. @returns the times and what came of it. */
export async function visitDuring(address, work) {
  let isOver = false;
  const under = work().finally(() => (isOver = true));
  // Whoever waits for the customers first hears of the failure from them.
  under.catch(() => undefined);
  const times = await visit(address, () => isOver);
  return { times, result: await under };
}

export const p95 = (times) => quantile(sortedCopy(times), 0.95);
