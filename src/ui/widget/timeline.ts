import type { Message } from '../../contract/message.ts';

/** The committed messages of one conversation, in the order of their `seq`, each once. */
export class Timeline {
  /** Up to here nothing is missing. */
  last = 0;
  #ordered: readonly Message[] = [];
  readonly #known = new Set<number>();

  get messages(): readonly Message[] {
    return this.#ordered;
  }

  get newest(): number {
    return this.#ordered[this.#ordered.length - 1]?.seq ?? 0;
  }

  has(seq: number): boolean {
    return this.#known.has(seq);
  }

  /** Takes pushed messages; returns whether some before them are missing. */
  add(messages: readonly Message[]): boolean {
    this.#insert(messages);
    while (this.#known.has(this.last + 1)) this.last++;
    return this.newest > this.last;
  }

  /**
   * Takes the answer to "everything after `after`". The server's word is final: a number that it leaves out does not exist for this
   * client, so that a hole is asked for once and not for ever.
   */
  complete(after: number, messages: readonly Message[]): void {
    this.#insert(messages);
    const reached = Math.max(after, ...messages.map((message) => message.seq));
    this.last = Math.max(this.last, reached);
    this.add([]);
  }

  #insert(messages: readonly Message[]): void {
    const fresh = messages.filter(({ seq }) => !this.#known.has(seq) && this.#known.add(seq));
    if (fresh.length === 0) return;
    const recalled = new Set(fresh.map(({ recalls }) => recalls));
    this.#ordered = [...this.#ordered, ...fresh].sort((a, b) => a.seq - b.seq).map((message) => (recalled.has(message.seq) ? withoutWords(message) : message));
  }
}

/** What is left of a line that its writer took back. */
function withoutWords({ seq, from, kind, at }: Message): Message {
  return { seq, from, kind, at, text: '', recalled: true };
}
