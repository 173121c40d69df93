import { codeOf, type Link } from './link.ts';
import type { Outbox, Unsent } from './outbox.ts';
import { pause } from './pause.ts';

/** What the delivery needs to know of the conversation, and reports to it. */
export interface Sender {
  canSend(): boolean;
  /** Committed as `seq`. */
  committed(clientId: string, seq: number): void;
  /** The conversation itself is closed or gone; nothing more can be sent to it. */
  ended(code: string): void;
  /** The server asks for patience (with its code), and later no more (without). */
  held(code: string | undefined): void;
  changed(): void;
}

const PATIENCE_MS = 3_000;
/** Refusals that pass by waiting. */
const PASSING = ['message.too_fast', 'request.too_many', 'conversation.busy', 'server.not_ready', 'storage.unavailable'];
/** Failures that may pass; after some tries they count as final. */
const DOUBTFUL = ['link.timeout', 'server.unexpected'];
const TRIES_MAX = 3;

/** Empties the outbox, one message after the other, so that the order at the server is the order of writing. */
export class Delivery {
  readonly #link: Link;
  readonly #outbox: Outbox;
  readonly #sender: Sender;
  #running = false;

  constructor(link: Link, outbox: Outbox, sender: Sender) {
    this.#link = link;
    this.#outbox = outbox;
    this.#sender = sender;
  }

  async run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      let item: Unsent | undefined;
      while ((item = this.#outbox.next()) && this.#sender.canSend()) {
        if (!(await this.#deliver(item))) break;
        this.#sender.changed();
      }
    } finally {
      this.#running = false;
    }
  }

  /** Returns whether the next one may follow. */
  async #deliver(item: Unsent): Promise<boolean> {
    const { event, clientId, text } = item;
    for (let tries = 1; ; tries++) {
      try {
        const { seq } = await this.#link.request<{ seq: number }>(event, event === 'message' ? { clientId, text } : { clientId });
        this.#sender.committed(clientId, seq);
        return true;
      } catch (error) {
        const code = codeOf(error);
        if (code === 'link.down') return false;
        if (code === 'conversation.closed' || code === 'conversation.not_found') {
          this.#sender.ended(code);
          return false;
        }
        const final = !PASSING.includes(code) && !(DOUBTFUL.includes(code) && tries < TRIES_MAX);
        if (final) this.#outbox.fail(clientId, code);
        else await this.#hold(code);
        if (final || !this.#sender.canSend()) return final;
      }
    }
  }

  async #hold(code: string): Promise<void> {
    if (code === 'link.timeout') return;
    this.#sender.held(code);
    await pause(PATIENCE_MS);
    this.#sender.held(undefined);
  }
}
