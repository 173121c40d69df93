import { randomBytes } from 'node:crypto';
import { hashSecret } from '../../../dist/base/ids.js';
import { INITIAL_DIALOG_STATE } from '../../../dist/contract/dialogState.js';
import { insertConversation } from '../../../dist/storage/conversation.js';
import { openStorage } from '../../../dist/storage/driver.js';
import { insertMessages } from '../../../dist/storage/message.js';
import { insertPerson } from '../../../dist/storage/person.js';
import { insertSession } from '../../../dist/storage/session.js';
import { QUESTIONS } from '../texts.js';

/** Rows in one transaction while the data is made. */
const BATCH = 250;
const DAY_MS = 86_400_000;
const FAMILY_NAMES = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗'];

/**
 * Fills a data folder: so many agents with a session each, who serve `served` conversations together; `waiting` wait, `bot` talk with the bot (each
 * twelfth of them upset), `closed` have ended.
 * @returns the agents with their cookies, and the open conversations with their secrets.
 */
export async function seed(dataPath, { agents, served, waiting, bot, closed }) {
  const storage = await openStorage({ databaseUrl: undefined, dataPath });
  try {
    const now_ms = Date.now();
    const people = Array.from({ length: agents }, (_, index) => ({ id: `bench-agent-${index}`, cookie: randomBytes(24).toString('base64url'), number: String(5000 + index) }));
    await storage.transaction(async (database) => {
      for (const [index, { id, cookie, number }] of people.entries()) {
        // The first one sees what supervisors see.
        await insertPerson(database, { id, login: id, name: `坐席${index + 1}`, workerNumber: number, role: index === 0 ? 'admin' : 'agent' }, 'no password', now_ms);
        await insertSession(database, { tokenHash: hashSecret(cookie), personId: id, now_ms, expiresAt_ms: now_ms + DAY_MS, id: `bench-session-${index}`, address: '127.0.0.1', device: 'bench' });
      }
    });
    const states = [...Array(served).fill('agent'), ...Array(waiting).fill('queued'), ...Array(bot).fill('bot'), ...Array(closed).fill('closed')];
    const conversations = states.map((state, index) => ({ id: `bench-${index}`, token: randomBytes(24).toString('base64url'), state, agentId: state === 'agent' ? people[index % agents].id : null }));
    for (let from = 0; from < conversations.length; from += BATCH) {
      await storage.transaction(async (database) => {
        for (const [offset, one] of conversations.slice(from, from + BATCH).entries()) {
          const row = conversationOf(one, from + offset, now_ms);
          await insertConversation(database, row);
          await insertMessages(database, linesOf(row, from + offset));
        }
      });
    }
    return { people, conversations: conversations.filter(({ state }) => state !== 'closed') };
  } finally {
    await storage.close();
  }
}

/** Somebody is active every second, so that the lists have an order. */
function conversationOf({ id, token, state, agentId }, index, now_ms) {
  const at_ms = now_ms - (state === 'closed' ? DAY_MS : 0) - index * 1_000;
  const emotion = index % 12 === 0 ? 'upset' : 'calm';
  return {
    id, tokenHash: hashSecret(token), state, seq: 2, dialog: { ...INITIAL_DIALOG_STATE, greeted: true, emotions: [emotion] },
    customer: { externalId: null, name: `${FAMILY_NAMES[index % FAMILY_NAMES.length]}女士${index}`, kind: index % 5 === 0 ? 'vip' : 'returning', driveLevel: null }, page: 'https://shop.example/item', agentId,
    handOver: state === 'bot' ? null : { reason: 'asked', problem: '客户想和人工客服说话', intent: 'human_agent', emotion, skill: 'common', tried: [], slots: {} },
    priority: state === 'queued' ? index % 3 : 0, pending: null, openedAt_ms: at_ms - 60_000, updatedAt_ms: at_ms,
    queuedAt_ms: state === 'bot' ? null : at_ms - 30_000, acceptedAt_ms: state === 'agent' ? at_ms - 20_000 : null, closedAt_ms: state === 'closed' ? at_ms : null,
    silenceDue_ms: null, closeReason: state === 'closed' ? 'agent' : null, previousId: null, offer: null, passes: [], targetAgentId: null, teamId: null, lastAgentId: agentId, replyDue_ms: null,
  };
}

function linesOf({ id, openedAt_ms, updatedAt_ms }, index) {
  const line = { conversationId: id, kind: 'text', clientId: null, digest: null, options: null, card: null, agentId: null, meaning: null, explanation: null, visibility: 'all', file: null, recalls: null };
  return [
    { ...line, seq: 1, sender: 'bot', text: '您好，请问有什么可以帮您？', at_ms: openedAt_ms },
    { ...line, seq: 2, sender: 'customer', text: QUESTIONS[index % QUESTIONS.length], at_ms: updatedAt_ms },
  ];
}
