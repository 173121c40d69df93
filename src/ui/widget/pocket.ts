import type { ConversationKey } from '../../contract/visitor.ts';
import type { Link, OpenRequest } from './link.ts';
import { pause, spread } from './pause.ts';
import type { Shelf } from './shelf.ts';

const KEY = 'conversation';
const READ = 'read';
const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 15_000;

/** The conversation that this browser is in, kept so that a reload, or another tab, goes on with it. */
export class KeyPocket {
  readonly #shelf: Shelf;
  readonly #who: string;

  /** `who`: id of the signed-in customer, or empty. */
  constructor(shelf: Shelf, who: string) {
    this.#shelf = shelf;
    this.#who = who;
  }

  /** The key, if it belongs to whoever is signed in now: the next person at this computer must not read on. */
  get key(): ConversationKey | undefined {
    const kept = this.#kept;
    return kept?.who === this.#who ? { conversationId: kept.conversationId, token: kept.token } : undefined;
  }

  get isOfSomebodyElse(): boolean {
    const kept = this.#kept;
    return kept !== undefined && kept.who !== this.#who;
  }

  /** Up to which `seq` the customer has seen the conversation. */
  get lastRead(): number {
    return Number(this.#shelf.get(READ) ?? 0);
  }

  set lastRead(seq: number) {
    this.#shelf.set(READ, String(seq));
  }

  /** Opens a new conversation, however long that takes. */
  async open(link: Link, request: OpenRequest): Promise<ConversationKey> {
    for (let delay_ms = RETRY_MS_MIN; ; delay_ms = Math.min(delay_ms * 2, RETRY_MS_MAX)) {
      try {
        const opened = await link.open(request);
        // Another tab may have opened one meanwhile; what lies in the pocket is the conversation of both.
        if (!this.key) this.#keep(opened);
        return this.key ?? opened;
      } catch {
        await pause(spread(delay_ms));
      }
    }
  }

  /** Throws `key` away, unless another tab has put a newer one in its place. */
  drop(key: ConversationKey | undefined): void {
    if (this.#kept?.conversationId === key?.conversationId) this.empty();
  }

  empty(): void {
    this.#shelf.remove(KEY);
    this.#shelf.remove(READ);
  }

  #keep(key: ConversationKey): void {
    this.empty();
    this.#shelf.set(KEY, JSON.stringify({ ...key, who: this.#who }));
  }

  get #kept(): (ConversationKey & { who: string }) | undefined {
    try {
      const kept = JSON.parse(this.#shelf.get(KEY) ?? '') as ConversationKey & { who: string };
      return typeof kept.conversationId === 'string' && typeof kept.token === 'string' ? kept : undefined;
    } catch {
      return undefined;
    }
  }
}
