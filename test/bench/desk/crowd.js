import { randomInt, randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';

/** Longer than any answer takes; what takes longer counts as failed. */
const ANSWER_MS = 15_000;
/** Connections that are opened at the same time; more of them only wait for each other. */
const ARRIVING = 20;

/** Through a proxy, which says who they are, everybody has an address of their own. */
const headersOf = (address) => ({ origin: address, 'x-forwarded-for': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` });

async function inTurns(all, open) {
  const waiting = [...all];
  const opened = [];
  await Promise.all(Array.from({ length: ARRIVING }, async () => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) opened.push(await open(one));
  }));
  return opened;
}

function connect(address, namespace, auth, headers) {
  const socket = io(`${address}${namespace}`, { auth, transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: headers });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error) => reject(new Error(`${namespace} let nobody in: ${error.message}`)));
  });
}

/**
 * The desks of these agents, as their pages connect them: each keeps the queue, some show a list of the bot, each has one of their own
 * conversations open. `arrived(desk, id, seq)` is called for whatever comes.
 */
export function openDesks(address, people, conversations, arrived) {
  return inTurns([...people.entries()], async ([index, { id, cookie }]) => {
    const own = conversations.find(({ agentId }) => agentId === id);
    const list = index % 10 === 0 ? 'bot' : index % 20 === 1 ? 'attention' : 'mine';
    const desk = { id, cookie, list, openId: own?.id, socket: await connect(address, '/desk', {}, { ...headersOf(address), cookie: `jieda_session=${cookie}` }), lost: false };
    desk.socket.on('rows', (rows) => rows.forEach((row) => arrived(desk, row.id, row.seq)));
    desk.socket.on('messages', (conversationId, messages) => arrived(desk, conversationId, messages.at(-1).seq));
    desk.socket.on('disconnect', (reason) => (desk.lost = reason !== 'io client disconnect'));
    await desk.socket.timeout(ANSWER_MS).emitWithAck('watchLists', { lists: list === 'mine' ? ['queued'] : ['queued', list] });
    if (desk.openId !== undefined) await desk.socket.timeout(ANSWER_MS).emitWithAck('watch', { conversationId: desk.openId });
    return desk;
  });
}

/** Customers with the chat open. */
export function openVisitors(address, conversations) {
  return inTurns(conversations, async (conversation) => {
    const socket = await connect(address, '/visitor', { conversationId: conversation.id, token: conversation.token }, headersOf(address));
    await socket.timeout(ANSWER_MS).emitWithAck('resume', { after: 0 });
    return { conversation, socket, sent: 0 };
  });
}

/** One message of a customer. @returns its number once it is committed. @throws Error with the code of what went wrong. */
export async function say(visitor, text) {
  visitor.sent += 1;
  const answer = await visitor.socket.timeout(ANSWER_MS).emitWithAck('message', { clientId: `bench-${visitor.sent}`, text });
  if (answer.error) throw new Error(answer.error.code);
  return answer.seq;
}

/** One answer of an agent. @returns as {@link say}. */
export async function answer(address, desk, conversationId, text) {
  const response = await fetch(`${address}/api/v1/desk/conversations/${conversationId}/messages`, {
    method: 'POST',
    headers: { ...headersOf(address), cookie: `jieda_session=${desk.cookie}`, 'content-type': 'application/json' },
    body: JSON.stringify({ clientId: randomUUID(), text }),
  });
  const body = await response.json();
  if (body.error) throw new Error(body.error.code);
  return body.seq;
}
