import { randomInt } from 'node:crypto';
import { io } from 'socket.io-client';
import { LIMITS } from '../../dist/base/limits.js';

/** Longer than any answer takes; what takes longer counts as failed. */
const ANSWER_MS = 10_000;
const WINDOW_MS = LIMITS.visitorMessagesWindow_s * 1000;

/** The server opens only so many conversations for one address; through a proxy, which says who they are, everybody has an address of their own. */
const anyAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

/**
 * One visitor. It holds several conversations, each on its own connection, and goes on to the next one
 * before the server's limit of messages in one conversation would stop it.
 */
export class Visitor {
  #target;
  #lines = [];
  #current = 0;
  #sent = 0;
  /** Conversations that had to be opened in the middle of a load, since the visitor arrived. */
  late = 0;

  /** `target`: `{address, opens}`; `opens`: its conversations have to be opened first, and take a limited number of messages. */
  constructor(target) {
    this.#target = target;
  }

  /** Makes sure that the visitor has so many conversations, at least one. */
  async arrive(conversations) {
    this.late = 0;
    while (this.#lines.length < conversations) this.#lines.push(await this.#open());
  }

  leave() {
    for (const { socket } of this.#lines) socket.disconnect();
  }

  /** Sends one message and waits until it is acknowledged. @returns milliseconds taken, or the code of what went wrong. */
  async send(text) {
    const line = await this.#line();
    const isFirst = line.left === LIMITS.visitorMessages - 1;
    this.#sent += 1;
    const from = performance.now();
    try {
      const answer = await line.socket.timeout(ANSWER_MS).emitWithAck('message', { clientId: `m${this.#sent}`, text });
      // The server's window began with its first message, at the latest now.
      if (isFirst) line.since_ms = performance.now();
      return answer.error ? { failure: answer.error.code } : { took_ms: performance.now() - from };
    } catch {
      return { failure: 'no answer' };
    }
  }

  /** A conversation that takes one more message. */
  async #line() {
    for (let tried = 0; tried <= this.#lines.length; tried += 1) {
      const line = this.#lines[this.#current];
      if (performance.now() - line.since_ms > WINDOW_MS) line.left = LIMITS.visitorMessages;
      if (line.left > 0) {
        line.left -= 1;
        return line;
      }
      // The echo is asked to change its connection as often, but limits nothing.
      if (!this.#target.opens) line.left = LIMITS.visitorMessages;
      this.#current = (this.#current + 1) % this.#lines.length;
    }
    this.late += 1;
    this.#current = this.#lines.length;
    this.#lines.push(await this.#open());
    return this.#line();
  }

  async #open() {
    // As from a page of the server itself, whose origin is the only one that it lets in.
    const headers = { origin: this.#target.address, 'x-forwarded-for': anyAddress() };
    const auth = this.#target.opens ? await this.#openConversation(headers) : {};
    const socket = io(`${this.#target.address}/visitor`, { auth, transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: headers });
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => reject(new Error(`a visitor was not let in: ${error.message}`)));
    });
    // From here on the server pushes what is said, as it does to the widget.
    await socket.timeout(ANSWER_MS).emitWithAck('resume', { after: 0 });
    return { socket, since_ms: Infinity, left: LIMITS.visitorMessages };
  }

  async #openConversation(headers) {
    const response = await fetch(`${this.#target.address}/api/v1/visitor/conversations`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: '{}' });
    if (response.status !== 201) throw new Error(`a conversation was not opened: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
