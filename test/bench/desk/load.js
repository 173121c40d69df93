import { QUESTIONS } from '../texts.js';
import { audienceOf } from './arrivals.js';
import { answer, say } from './crowd.js';

/** Of a hundred events: who writes to whom. The rest are agents who answer. */
const SHARES = { agent: 50, bot: 25, queued: 10, wish: 5 };

/**
 * Customers write and agents answer, so many events a second, at even distances, whether the server keeps up or not.
 * @returns how many failed, by code.
 */
export async function load({ address, desks, visitors, arrivals, perSecond, seconds }) {
  const failures = {};
  const byState = { agent: [], bot: [], queued: [] };
  for (const visitor of visitors) byState[visitor.conversation.state].push(visitor);
  /** How many of each state were chosen: everybody has their turn, so that nobody writes too fast. */
  const chosen = { agent: 0, bot: 0, queued: 0 };
  const under = [];
  const from = performance.now();
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const wait_ms = from + (number * 1_000) / perSecond - performance.now();
    if (wait_ms > 0) await new Promise((resolve) => setTimeout(resolve, wait_ms));
    under.push(one(number).catch((error) => (failures[error.message] = (failures[error.message] ?? 0) + 1)));
  }
  await Promise.all(under);
  return failures;

  async function one(number) {
    const kind = kindOf((number * 37) % 100);
    const isAnswer = kind === 'answer';
    const state = kind === 'wish' ? 'bot' : isAnswer ? 'agent' : kind;
    const group = byState[state];
    const visitor = group[chosen[state]++ % group.length];
    const { conversation } = visitor;
    if (kind === 'wish') {
      // From now on it waits, which every desk has to know.
      group.splice(group.indexOf(visitor), 1);
      byState.queued.push(visitor);
      conversation.state = 'queued';
    }
    const event = arrivals.sent(conversation.id, audienceOf(conversation, desks));
    const text = `${QUESTIONS[number % QUESTIONS.length]} ${number}`;
    try {
      const desk = desks.find(({ id }) => id === conversation.agentId);
      event.committed(isAnswer ? await answer(address, desk, conversation.id, text) : await say(visitor, kind === 'wish' ? '转人工' : text));
    } catch (error) {
      event.failed();
      throw error;
    }
  }
}

function kindOf(percent) {
  let end = 0;
  for (const [kind, share] of Object.entries(SHARES)) {
    end += share;
    if (percent < end) return kind;
  }
  return 'answer';
}
