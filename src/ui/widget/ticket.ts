import type { Link, OpenRequest, Ticket } from './link.ts';
import { pause, spread } from './pause.ts';
import type { Shelf } from './shelf.ts';

const TICKET = 'conversation';
const READ = 'read';
const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 15_000;

/** The conversation that this browser is in, kept so that a reload, or another tab, goes on with it. */
export class TicketPocket {
  readonly #shelf: Shelf;
  readonly #who: string;

  /** `who`: id of the signed-in customer, or empty. */
  constructor(shelf: Shelf, who: string) {
    this.#shelf = shelf;
    this.#who = who;
  }

  /** The ticket, if it belongs to whoever is signed in now: the next person at this computer must not read on. */
  get ticket(): Ticket | undefined {
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
  async open(link: Link, request: OpenRequest): Promise<Ticket> {
    for (let delay_ms = RETRY_MS_MIN; ; delay_ms = Math.min(delay_ms * 2, RETRY_MS_MAX)) {
      try {
        const opened = await link.open(request);
        // Another tab may have opened one meanwhile; what lies in the pocket is the conversation of both.
        if (!this.ticket) this.#keep(opened);
        return this.ticket ?? opened;
      } catch {
        await pause(spread(delay_ms));
      }
    }
  }

  /** Throws `ticket` away, unless another tab has put a newer one in its place. */
  drop(ticket: Ticket | undefined): void {
    if (this.#kept?.conversationId === ticket?.conversationId) this.empty();
  }

  empty(): void {
    this.#shelf.remove(TICKET);
    this.#shelf.remove(READ);
  }

  #keep(ticket: Ticket): void {
    this.empty();
    this.#shelf.set(TICKET, JSON.stringify({ ...ticket, who: this.#who }));
  }

  get #kept(): (Ticket & { who: string }) | undefined {
    try {
      const kept = JSON.parse(this.#shelf.get(TICKET) ?? '') as Ticket & { who: string };
      return typeof kept.conversationId === 'string' && typeof kept.token === 'string' ? kept : undefined;
    } catch {
      return undefined;
    }
  }
}
