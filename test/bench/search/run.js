import { openStorage } from '../../../dist/storage/driver.js';
import { insertConversation } from '../../../dist/storage/conversation.js';
import { insertMessages } from '../../../dist/storage/message.js';
import { indexMessages } from '../../../dist/conversation/search/write.js';
import { INITIAL_DIALOG_STATE } from '../../../dist/contract/dialogState.js';
import { searchConversations } from '../../../dist/desk/search.js';
import { quantile, sortedCopy } from '../quantile.js';
import { OTHERS, QUESTIONS } from '../texts.js';

/** What a search may take, whatever is looked for. */
export const BOUND_MS = 300;

const LINES_EACH = 8;
const BATCH = 50;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** From what nearly every line has to what none has. */
const TEXTS = ['我', '的', '一', '快递', '怎么退货', '退款 快递', '我 的 不', '物流到哪了', '1', '20261', 'a', '绝无此事', '退款流程是什么'];

/** Filters that let everything, some, little, and nothing through. */
const filters = (day) => [
  ['no filter', {}], ['calm', { emotion: 'calm' }], ['angry', { emotion: 'angry' }], ['one agent', { agent: 'p3' }], ['one day', { from: day, to: day }], ['a tag that none has', { tag: 'none' }], ['an agent who served nobody', { agent: 'nobody' }],
];

/** Fills a database with so many lines and searches it. `say`: told the stages. */
export async function run({ location, lines, rounds, say }) {
  const storage = await openStorage(location);
  try {
    say(`${lines} lines`);
    const from_ms = Date.now() - 30 * DAY_MS;
    for (let first = 0; first < lines / LINES_EACH; first += BATCH) {
      await storage.transaction(async (database) => {
        for (let number = first; number < Math.min(first + BATCH, lines / LINES_EACH); number += 1) await insertOne(storage, database, number, from_ms + number * 3 * MINUTE_MS);
      });
    }
    say('searching');
    const runtime = { storage, timeZone: 'Asia/Shanghai' };
    const day = new Date(from_ms + 5 * DAY_MS).toISOString().slice(0, 10);
    const figures = [];
    for (const text of TEXTS) {
      for (const [name, filter] of filters(day)) {
        const took_ms = [];
        let found;
        for (let round = 0; round < rounds; round += 1) {
          const from = performance.now();
          found = await searchConversations(runtime, { text, ...filter });
          took_ms.push(performance.now() - from);
        }
        figures.push({ text, filter: name, found: found.results.length, goesOn: found.before !== undefined, p50_ms: quantile(sortedCopy(took_ms), 0.5), max_ms: Math.max(...took_ms) });
      }
    }
    return figures;
  } finally {
    await storage.close();
  }
}

async function insertOne(storage, database, number, at_ms) {
  const id = `bench-${number}`;
  const emotion = number % 500 === 0 ? 'angry' : number % 10 === 0 ? 'upset' : 'calm';
  await insertConversation(database, {
    id, tokenHash: id, state: 'closed', seq: LINES_EACH, dialog: { ...INITIAL_DIALOG_STATE, emotions: [emotion] }, customer: { externalId: null, name: null, kind: 'anonymous', driveLevel: null }, page: null,
    agentId: null, handOver: null, priority: 0, pending: null, openedAt_ms: at_ms, updatedAt_ms: at_ms + MINUTE_MS, queuedAt_ms: null, acceptedAt_ms: null, closedAt_ms: at_ms + MINUTE_MS, silenceDue_ms: null,
    closeReason: 'customer', previousId: null, offer: null, passes: [], targetAgentId: null, teamId: null, lastAgentId: `p${number % 50}`, replyDue_ms: null,
  });
  const messages = Array.from({ length: LINES_EACH }, (_, index) => ({
    conversationId: id, seq: index + 1, sender: index % 2 === 0 ? 'customer' : 'agent', kind: 'text', text: textOf(number * LINES_EACH + index), clientId: null, digest: null, options: null, card: null, agentId: null,
    meaning: null, explanation: null, at_ms: at_ms + index * 1_000, visibility: 'all', file: null, recalled: false, recalls: null,
  }));
  await insertMessages(database, messages);
  await indexMessages(database, storage.engine, messages, null);
}

/** Two sentences of customers and a number: no two lines are alike. */
function textOf(number) {
  return `${QUESTIONS[number % QUESTIONS.length]}，我的${OTHERS[(number * 7) % OTHERS.length].slice(0, 60)} ${20_261_100_000 + number}`;
}

export function table(figures) {
  const worst = figures.toSorted((one, other) => other.max_ms - one.max_ms);
  const ms = (value) => `${value.toFixed(0)} ms`.padStart(7);
  const all = sortedCopy(figures.map(({ p50_ms }) => p50_ms));
  return [
    `${figures.length} searches: p50 ${ms(quantile(all, 0.5))}   p95 ${ms(quantile(all, 0.95))}   slowest ${ms(worst[0].max_ms)} ${worst[0].max_ms <= BOUND_MS ? '✓' : '✗'} (at most ${BOUND_MS} ms)`,
    'the slowest:',
    ...worst.slice(0, 10).map(({ text, filter, found, goesOn, p50_ms, max_ms }) => `  ${ms(p50_ms)} ${ms(max_ms)}   ${text} · ${filter}: ${found} found${goesOn ? ' and more' : ''}`),
  ].join('\n');
}
