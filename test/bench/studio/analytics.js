import { openStorage } from '../../../dist/storage/driver.js';
import { insertConversation } from '../../../dist/storage/conversation.js';
import { insertMessages } from '../../../dist/storage/message.js';
import { INITIAL_DIALOG_STATE } from '../../../dist/contract/dialogState.js';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { becomeAdmin, call } from '../call.js';
import { PROJECT_PATH } from '../process.js';
import { quantile, sortedCopy } from '../quantile.js';
import { startServer } from '../server.js';
import { p95, visitDuring, visitFor } from '../turns.js';
import { sentences } from './sentences.js';

const DAYS = 60;
const DAY_MS = 86_400_000;
const BATCH = 500;
const ROUNDS = 5;
const REST_MS = 8_000;
/** Of so many conversations each, one has such a line. */
const GAPS = [['outside', 4], ['unsure', 6], ['clarified', 9], ['misunderstood', 25]];

/**
 * Fills the database with so many ended conversations, as counting leaves them, and asks for all that the page asks for. `dataPath`: data with a
 * trained release that nobody has used yet; `databaseUrl`: an empty database of PostgreSQL instead.
 */
export async function measureAnalytics({ dataPath, databaseUrl, conversations, say }) {
  await fill({ dataPath, databaseUrl }, conversations);
  say('analytics');
  const server = await startServer(dataPath, undefined, databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, JIEDA_STUDIO: 'on' });
  try {
    const admin = await becomeAdmin(server);
    await visitFor(server.address, REST_MS / 2);
    const rest = await visitFor(server.address, REST_MS);
    const { times, result } = await visitDuring(server.address, () => measureRequests(server.address, admin));
    return { conversations, requests: result, rest_p95_ms: p95(rest), looking_p95_ms: p95(times) };
  } finally {
    await server.stop();
  }
}

const dayOf = (at_ms) => new Date(at_ms).toISOString().slice(0, 10);

async function measureRequests(address, admin) {
  const periods = { '30 days': 30, [`${DAYS} days`]: DAYS };
  const figures = {};
  const measure = async (name, path) => {
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = performance.now();
      await call(address, 'GET', path, admin);
      times.push(performance.now() - from);
    }
    figures[name] = { first_ms: times[0], p50_ms: quantile(sortedCopy(times), 0.5), max_ms: Math.max(...times) };
  };
  for (const [name, days] of Object.entries(periods)) {
    const query = `from=${dayOf(Date.now() - (days - 1) * DAY_MS)}&to=${dayOf(Date.now())}`;
    await measure(`figures, ${name}`, `/api/v1/studio/analytics?${query}`);
    await measure(`topics, ${name}`, `/api/v1/studio/analytics/topics?${query}`);
    for (const failure of ['outside', 'unsure', 'handed_over', 'low_rated', 'returned']) await measure(`sentences ${failure}, ${name}`, `/api/v1/studio/analytics/sentences?${query}&intent=refund_status&failure=${failure}`);
  }
  return figures;
}

async function fill(location, count) {
  const storage = await openStorage(location);
  try {
    const [conversation, message] = await storage.transaction(samples);
    const intents = readdirSync(join(PROJECT_PATH, 'intents')).filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
    const texts = sentences(count);
    const from_ms = Date.now() - DAYS * DAY_MS;
    for (let first = 0; first < count; first += BATCH) {
      const made = Array.from({ length: Math.min(BATCH, count - first) }, (_, index) => ended(first + index, from_ms + ((first + index) * DAYS * DAY_MS) / count, { intents, texts }));
      await storage.transaction(async (database) => {
        await database.insertInto('conversation').values(made.map(({ id, at_ms }) => ({ ...conversation, id, token_hash: id, opened_at: at_ms, updated_at: at_ms + 60_000, closed_at: at_ms + 60_000 }))).execute();
        await database.insertInto('message').values(made.map(({ id, at_ms, text, intent }) => ({ ...message, conversation_id: id, at: at_ms, text, meaning_json: message.meaning_json.replace('"INTENT"', `"${intent}"`) }))).execute();
        await database.insertInto('tally').values(made.map(({ tally }) => tally)).execute();
        const gaps = made.flatMap(({ gaps: own }) => own);
        if (gaps.length > 0) await database.insertInto('gap').values(gaps).execute();
        const ratings = made.flatMap(({ rating }) => rating);
        if (ratings.length > 0) await database.insertInto('rating').values(ratings).execute();
        for (const [key, asked] of countsOf(made)) {
          const [day, hour, intent] = key.split(' ');
          await database.insertInto('question_count').values({ day, hour: Number(hour), intent, asked })
            .onConflict((conflict) => conflict.columns(['day', 'hour', 'intent']).doUpdateSet((row) => ({ asked: row('question_count.asked', '+', asked) }))).execute();
        }
      });
    }
    await storage.transaction(async (database) => {
      await database.deleteFrom('message').where('conversation_id', '=', 'bench-sample').execute();
      await database.deleteFrom('conversation').where('id', '=', 'bench-sample').execute();
    });
  } finally {
    await storage.close();
  }
}

/** A conversation and a message as the program itself writes them. */
async function samples(database) {
  const id = 'bench-sample';
  await insertConversation(database, {
    id, tokenHash: id, state: 'closed', seq: 1, dialog: INITIAL_DIALOG_STATE, customer: { externalId: null, name: null, kind: 'anonymous', driveLevel: null }, page: null,
    agentId: null, handOver: null, priority: 0, pending: null, openedAt_ms: 1, updatedAt_ms: 1, queuedAt_ms: null, acceptedAt_ms: null, closedAt_ms: 1, silenceDue_ms: null,
    closeReason: 'customer', previousId: null, offer: null, passes: [], targetAgentId: null, teamId: null, lastAgentId: null, replyDue_ms: null,
  });
  const meaning = { text: '', intent: 'INTENT', confidence: 0.5, alternatives: [], emotion: 'calm', reason: 'bench', entities: [], private: [], decidedBy: 'classifier' };
  await insertMessages(database, [{
    conversationId: id, seq: 1, sender: 'customer', kind: 'text', text: '', clientId: null, digest: null, options: null, card: null, agentId: null,
    meaning, explanation: null, at_ms: 1, visibility: 'all', file: null, recalled: false, recalls: null,
  }]);
  return [await database.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow(), await database.selectFrom('message').selectAll().where('conversation_id', '=', id).executeTakeFirstOrThrow()];
}

function ended(number, at_ms, { intents, texts }) {
  const [id, at] = [`bench-${number}`, Math.floor(at_ms)];
  const intent = intents[(number * 7) % intents.length];
  const isHandedOver = number % 6 === 0 ? 1 : 0;
  const gaps = GAPS.filter(([, each]) => number % each === 0).map(([kind]) => ({ conversation_id: id, seq: 1, kind, day: dayOf(at), at, nearest: number % 5 === 0 ? null : intent, confidence: 0.4 }));
  const rating = number % 5 === 0 ? [{ conversation_id: id, score: 1 + (number % 4) + (number % 3 === 0 ? 1 : 0), reasons_json: '[]', comment: null, recommend: null, at, changed_at: at }] : [];
  const tally = {
    conversation_id: id, day: dayOf(at), customer_key: `c${number % 70_000}`, emotion: 'calm', intent, team_id: null, agent_id: null, reason: isHandedOver ? 'asked' : null, close_reason: 'customer',
    opened_at: at, closed_at: at + 60_000, written: 1, handed_over: isHandedOver, served: isHandedOver, replies: 0, late_replies: 0, reply_ms: 0, handling_ms: 0, longest_silence_ms: 0, wait_ms: null, first_reply_ms: null,
    first_kept: null, returned_at: number % 12 === 0 ? at + DAY_MS : null, questions: 1,
  };
  return { id, at_ms: at, text: texts[number], intent, tally, gaps, rating };
}

function countsOf(made) {
  const counts = new Map();
  for (const { at_ms, intent } of made) {
    const key = `${dayOf(at_ms)} ${new Date(at_ms).getUTCHours()} ${intent}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
