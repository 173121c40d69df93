import { io, type Socket } from 'socket.io-client';
import { ref } from 'vue';
import type { ForbiddenFinding } from '../../../contract/content/forbidden.ts';
import type { DeskClientEvents, DeskServerEvents } from '../../../contract/desk.ts';
import { customerHasRead, customerTyped, follow, load, markSeen, openId, take } from '../conversation/open.ts';
import { sendWaiting } from '../conversation/sending.ts';
import { connectLists, keptLists, listOfRow, refreshLists, takeCounts, takeRows } from '../lists/boardState.ts';
import { refreshOffer, takeOffer } from '../routing/offer.ts';
import { refreshPresence } from '../routing/presence.ts';
import { person } from '../session/session.ts';
import { ticketChanged } from '../tickets/calls.ts';
import { chime } from './attention.ts';
import { setClock } from './clock.ts';
import { notify } from './notification.ts';
import { connectPages, wakePage, wakePages } from './pages.ts';
import { watchSleep } from './sleep.ts';

/** `first`: not yet connected since the page opened, which needs no banner. */
export const connection = ref<'first' | 'on' | 'lost'>('first');

let socket: Socket<DeskServerEvents, DeskClientEvents> | null = null;
let stopSleep: () => void = () => {};

export function connect(whenSignedOut: () => void): void {
  disconnect();
  const opened: Socket<DeskServerEvents, DeskClientEvents> = io('/desk', { path: '/socket.io', withCredentials: true, transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000 });
  socket = opened;
  socket.on('connect', () => {
    connection.value = 'on';
    connectPages((watching) => socket?.emit('watchWall', { watching }));
    connectLists((lists) => opened.timeout(ANSWER_MS).emitWithAck('watchLists', { lists }));
    watchOpen();
    resync();
  });
  socket.on('disconnect', (reason) => {
    connection.value = 'lost';
    // Socket.IO does not come back by itself when the server has closed the socket; the handshake then says whether we may.
    if (reason === 'io server disconnect') socket?.connect();
  });
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    if (error.data?.code === 'session.required') return whenSignedOut();
    connection.value = 'lost';
    // A refusal by the server's middleware is final for Socket.IO, so it is tried again here.
    const refused = socket;
    if (refused && !refused.active) window.setTimeout(() => refused === socket && refused.connect(), 5_000);
  });
  socket.on('clock', setClock);
  socket.on('refresh', resync);
  socket.on('wall', () => wakePage('wall'));
  socket.on('reviews', () => wakePage('reviews'));
  socket.on('messages', take);
  socket.on('typing', customerTyped);
  socket.on('ticket', ticketChanged);
  socket.on('read', customerHasRead);
  socket.on('offer', (offer) => {
    takeOffer(offer);
    if (offer !== null) notify('offer');
  });
  socket.on('people', () => wakePage('people'));
  socket.on('presence', (personId) => {
    wakePage('people');
    if (personId === person.value?.id) void refreshPresence();
  });
  socket.on('rows', (rows) => {
    const before = takeRows(rows);
    const now = rows.map(listOfRow);
    if (now.some((list, index) => list === 'queued' && before[index] !== 'queued')) {
      chime();
      notify('queue');
    }
    if (rows.some((row, index) => now[index] === 'mine' && row.last?.from === 'customer')) notify('message');
    // How many conversations one serves has changed.
    if (now.some((list, index) => (list === 'mine') !== (before[index] === 'mine'))) void refreshPresence();
    for (const row of rows) follow(row);
  });
  socket.on('counts', takeCounts);
  document.addEventListener('visibilitychange', whenVisible);
  window.addEventListener('offline', whenOffline);
  window.addEventListener('online', whenOnline);
  stopSleep = watchSleep(() => void whenWoken(), document);
}

export function disconnect(): void {
  document.removeEventListener('visibilitychange', whenVisible);
  window.removeEventListener('offline', whenOffline);
  window.removeEventListener('online', whenOnline);
  stopSleep();
  socket?.removeAllListeners();
  socket?.disconnect();
  socket = null;
  connectPages(null);
  connectLists(null);
  connection.value = 'first';
}

/** Says whose messages to push; before the messages are fetched, so that none falls between. */
export function watchOpen(): void {
  if (socket?.connected) socket.emit('watch', { conversationId: openId.value });
}

/** How long an answer of the server is waited for. */
const ANSWER_MS = 3_000;

/** How long a draft waits for what is found in it. */
const CHECK_MS = 1_500;

/** What in a text is not written to customers; null while nobody can say: without a connection, or when the server does not answer. */
export async function checkText(text: string): Promise<ForbiddenFinding[] | null> {
  if (!socket?.connected) return null;
  try {
    return (await socket.timeout(CHECK_MS).emitWithAck('checkText', { text })).findings ?? null;
  } catch {
    return null;
  }
}

export function tellTyping(): void {
  // Volatile: a typing mark that arrives late is worse than none.
  if (socket?.connected && openId.value) socket.volatile.emit('typing', { conversationId: openId.value });
}

/** Everything that may have been missed, fetched again. */
function resync(): void {
  void refreshLists();
  wakePages();
  ticketChanged(null);
  void load();
  void refreshPresence();
  void refreshOffer();
  sendWaiting();
}

/** The browser knows of a pulled cable long before the socket misses a heartbeat. */
function whenOffline(): void {
  connection.value = 'lost';
}

function whenOnline(): void {
  if (!socket?.connected) return void socket?.connect();
  connection.value = 'on';
  resync();
}

/** The page stood still: what it missed is fetched at once, and a connection that does not answer any more is made anew. */
async function whenWoken(): Promise<void> {
  const asked = socket;
  if (!asked?.connected) return void asked?.connect();
  resync();
  try {
    await asked.timeout(ANSWER_MS).emitWithAck('watchLists', { lists: keptLists() });
  } catch {
    if (asked === socket) asked.disconnect().connect();
  }
}

function whenVisible(): void {
  if (document.hidden) return;
  markSeen();
  if (socket && !socket.connected) socket.connect();
}
