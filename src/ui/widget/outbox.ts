import { newId } from './newId.ts';
import type { Shelf } from './shelf.ts';

/** A message on its way. `failed` is the code with which the server refused it for good; `seq` stands once it is committed. */
export interface Unsent {
  readonly clientId: string;
  readonly event: 'message' | 'request_agent';
  readonly text: string;
  /** When it was written, in ms; also its place in the order. */
  readonly at: number;
  readonly failed?: string;
  readonly seq?: number;
}

/**
 * What the customer wrote and the server has not confirmed. Every message lies on the shelf under a key of its own, so that two
 * tabs never overwrite each other's and a reload or crash loses none; sending one twice is harmless, because the server knows its
 * `clientId`.
 */
export class Outbox {
  #items: readonly Unsent[] = [];
  readonly #shelf: Shelf;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.reload();
  }

  get list(): readonly Unsent[] {
    return this.#items;
  }

  add(event: Unsent['event'], text: string, now = Date.now()): Unsent {
    // A clock that is set back, or two messages in one millisecond, must not change the order.
    const at = Math.max(now, (this.#items[this.#items.length - 1]?.at ?? 0) + 1);
    const item: Unsent = { clientId: newId(), event, text, at };
    this.#put(item);
    return item;
  }

  /** The first that still has to be sent. */
  next(): Unsent | undefined {
    return this.#items.find((item) => !item.failed && !item.seq);
  }

  /** Committed as `seq`: it is not sent again, and stays in sight until the committed message itself arrives. */
  acknowledge(clientId: string, seq: number): void {
    this.#shelf.remove(keyOf(clientId));
    this.#items = this.#items.map((item) => (item.clientId === clientId ? { ...item, seq } : item));
  }

  fail(clientId: string, code: string): void {
    const item = this.#items.find((one) => one.clientId === clientId);
    if (item) this.#put({ ...item, failed: code });
  }

  retry(clientId: string): void {
    const item = this.#items.find((one) => one.clientId === clientId);
    if (item) this.#put({ clientId, event: item.event, text: item.text, at: item.at });
  }

  /** Its committed message is here, or the customer gave it up. */
  remove(clientId: string): void {
    if (!this.#items.some((item) => item.clientId === clientId)) return;
    this.#shelf.remove(keyOf(clientId));
    this.#items = this.#items.filter((item) => item.clientId !== clientId);
  }

  /** What was committed belongs to the conversation that was left. */
  forgetAcknowledged(): void {
    this.#items = this.#items.filter((item) => !item.seq);
  }

  clear(): void {
    for (const { clientId } of this.#items) this.remove(clientId);
  }

  /** Reads the shelf again: another tab wrote, sent or gave up something. */
  reload(): void {
    const waiting = this.#shelf.keys(PREFIX).map((key) => parse(this.#shelf.get(key)));
    const acknowledged = this.#items.filter((item) => item.seq);
    const ids = new Set(acknowledged.map((item) => item.clientId));
    const fresh = waiting.filter((item): item is Unsent => item !== null && !ids.has(item.clientId));
    this.#items = inOrder([...acknowledged, ...fresh]);
  }

  #put(item: Unsent): void {
    this.#shelf.set(keyOf(item.clientId), JSON.stringify(item));
    this.#items = inOrder([...this.#items.filter((one) => one.clientId !== item.clientId), item]);
  }
}

const PREFIX = 'unsent:';
const keyOf = (clientId: string): string => PREFIX + clientId;

function inOrder(items: Unsent[]): Unsent[] {
  return items.sort((a, b) => a.at - b.at || (a.clientId < b.clientId ? -1 : 1));
}

/** Anything on the page's origin can write to its storage, so that nothing is taken on trust. */
function parse(json: string | null): Unsent | null {
  try {
    const item = JSON.parse(json ?? '') as Unsent;
    const sound = typeof item.clientId === 'string' && typeof item.text === 'string' && typeof item.at === 'number';
    return sound ? { ...item, event: item.event === 'request_agent' ? 'request_agent' : 'message' } : null;
  } catch {
    return null;
  }
}
