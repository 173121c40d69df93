import type { LIMITS } from '../../base/limits.ts';
import type { Message } from '../../contract/message.ts';
import type { ConversationKey, ConversationStatus, RateRequest, Rating, ResumeResponse } from '../../contract/visitor.ts';
import { countUnread, FRESH, type ChatView, type Condition } from './chatView.ts';
import { Delivery, type Sender } from './delivery.ts';
import { codeOf, LinkError, type Link, type Listener, type OpenRequest } from './link.ts';
import { newId } from './newId.ts';
import { Outbox, type Unsent } from './outbox.ts';
import { pause, spread } from './pause.ts';
import type { Shelf } from './shelf.ts';
import { KeyPocket } from './pocket.ts';
import { Timeline } from './timeline.ts';

/** Checked against the limit by its type, so that the widget carries no table of limits. */
const PAGE: typeof LIMITS.messagesPage = 500;
const LOST_AT_START_MS = 5_000;
const LOST_LATER_MS = 1_200;
const TYPING_MS = 8_000;
const RETRY_MS = 3_000;
const PUSH_MS = 1_500;

/**
 * One customer's conversation as this page knows it. The server's numbering decides: whatever is pushed, missed or sent twice,
 * the timeline shows every message once, in the order of `seq`, and after them what is still on its way.
 */
export class Chat implements Listener, Sender {
  view!: ChatView;
  readonly #link: Link;
  readonly #opening: () => OpenRequest;
  readonly #outbox: Outbox;
  readonly #pocket: KeyPocket;
  readonly #delivery: Delivery;
  readonly #watchers = new Set<() => void>();
  #lostTimer: ReturnType<typeof setTimeout> | undefined;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  #timeline = new Timeline();
  #previous: ConversationKey | undefined;
  #key: ConversationKey | undefined;
  #begun_ms = 0;
  #catching = false;
  #catchAgain = false;
  #reading = false;
  #toldRead = 0;
  #condition = FRESH;

  /** `opening`: who the customer is, and on which page, at the moment when a conversation is opened. */
  constructor(link: Link, shelf: Shelf, opening: () => OpenRequest) {
    this.#link = link;
    this.#opening = opening;
    this.#outbox = new Outbox(shelf);
    this.#pocket = new KeyPocket(shelf, opening().identity?.id ?? '');
    this.#delivery = new Delivery(link, this.#outbox, this);
    if (this.#pocket.isOfSomebodyElse) {
      this.#pocket.empty();
      this.#outbox.clear();
    }
    this.changed();
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Whether an earlier page left a conversation to go on with. */
  get known(): boolean {
    return this.#pocket.key !== undefined;
  }

  /** Connects, with the conversation of an earlier page or a new one. */
  start(): void {
    if (this.#condition.link === 'idle') void this.#begin();
  }

  send(text: string, event: Unsent['event'] = 'message'): void {
    this.#outbox.add(event, text);
    this.changed();
    void this.#delivery.run();
  }

  async leaveQueue(): Promise<void> {
    try {
      this.status((await this.#link.request<{ status: ConversationStatus }>('leave_queue', {})).status);
    } catch {
      // An agent was faster, or the connection is gone; what is asked for next says where the customer stands.
    }
    void this.#catchUp();
  }

  retry(clientId: string): void {
    this.#outbox.retry(clientId);
    this.changed();
    void this.#delivery.run();
  }

  discard(clientId: string): void {
    this.#outbox.remove(clientId);
    this.changed();
  }

  /** 再次咨询 after a conversation was closed: the new one goes on from it, and what was written into the closed one goes into the new one. */
  startOver(): void {
    this.#previous = this.#key;
    this.#pocket.drop(this.#key);
    void this.#begin();
  }

  /** How satisfied the customer is. @throws LinkError when it did not arrive. */
  async rate(request: RateRequest): Promise<void> {
    const { rating } = await this.#link.request<{ rating: Rating }>('rate', request);
    this.#change({ rating });
  }

  /** Sends a file to the person who serves. @throws LinkError when it did not arrive. */
  async attach(file: File): Promise<void> {
    if (!this.#key) throw new LinkError('link.down');
    await this.#link.upload(this.#key, newId(), file);
    void this.#catchUp();
  }

  /** The bytes of a file of this conversation. @throws LinkError. */
  async file(key: string): Promise<Blob> {
    if (!this.#key) throw new LinkError('link.down');
    return this.#link.download(this.#key, key);
  }

  /** What stands in the field; only a person cares, and sees the words where the customer was told so. */
  tellTyping(text: string): void {
    const { state, typingSeen } = this.#condition.status;
    if (state === 'agent' || state === 'queued') this.#link.tell('typing', typingSeen ? { text } : {});
  }

  /** While the customer looks at the conversation, nothing in it is unread. */
  read(reading: boolean): void {
    this.#reading = reading;
    this.changed();
  }

  /** Another tab of this browser changed something on the shelf. */
  shelfChanged(): void {
    this.#outbox.reload();
    this.changed();
    const { key } = this.#pocket;
    if (key && this.#key && key.conversationId !== this.#key.conversationId) void this.#begin();
  }

  up(): void {
    clearTimeout(this.#lostTimer);
    this.#change({ link: 'online' });
    void this.#catchUp();
  }

  down(): void {
    this.#change({ link: 'connecting', typing: undefined });
    this.#loseAfter(LOST_LATER_MS);
  }

  refused(code: string): void {
    if (code === 'conversation.not_found') void this.ended(code);
  }

  messages(messages: readonly Message[]): void {
    const gap = this.#timeline.add(messages);
    this.#settle(messages);
    if (gap) void this.#catchUp();
  }

  status(status: ConversationStatus): void {
    this.#change({ status });
  }

  typing(from: 'bot' | 'agent'): void {
    this.#change({ typing: from });
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.#change({ typing: undefined }), TYPING_MS);
  }

  canSend(): boolean {
    const { link, synced, status } = this.#condition;
    return link === 'online' && synced && status.state !== 'closed';
  }

  committed(clientId: string, seq: number): void {
    const timeline = this.#timeline;
    if (timeline.has(seq)) return this.#outbox.remove(clientId);
    this.#outbox.acknowledge(clientId, seq);
    setTimeout(() => timeline === this.#timeline && !timeline.has(seq) && void this.#catchUp(), PUSH_MS);
  }

  async ended(code: string): Promise<void> {
    if (code === 'conversation.closed') return this.status({ state: 'closed' });
    const key = this.#key;
    this.#link.close();
    // A server that knows none of its conversations must not be asked for new ones without a breath.
    if (Date.now() - this.#begun_ms < RETRY_MS) await pause(RETRY_MS);
    if (key === this.#key) this.startOver();
  }

  held(code: string | undefined): void {
    this.#change({ held: code });
  }

  changed(): void {
    this.#change({});
  }

  async #begin(): Promise<void> {
    const timeline = (this.#timeline = new Timeline());
    this.#key = undefined;
    this.#begun_ms = Date.now();
    this.#toldRead = 0;
    this.#link.close();
    this.#change({ ...FRESH, link: 'connecting' });
    this.#loseAfter(LOST_AT_START_MS);
    const key = this.#pocket.key ?? (await this.#pocket.open(this.#link, { ...this.#opening(), ...(this.#previous && { previous: this.#previous }) }));
    if (timeline !== this.#timeline) return;
    this.#key = key;
    this.#outbox.forgetAcknowledged();
    this.#link.connect(key, this);
  }

  /** Asks for everything after the last message known to be complete, page by page, then sends what waits. */
  async #catchUp(): Promise<void> {
    this.#catchAgain = true;
    if (this.#catching) return;
    this.#catching = true;
    while (this.#catchAgain && this.#condition.link === 'online') {
      this.#catchAgain = false;
      await this.#resume();
    }
    this.#catching = false;
    void this.#delivery.run();
  }

  async #resume(): Promise<void> {
    const timeline = this.#timeline;
    const after = timeline.last;
    try {
      const { messages, status, rating } = await this.#link.request<ResumeResponse>('resume', { after });
      if (timeline !== this.#timeline) return;
      timeline.complete(after, messages);
      if (messages.length >= PAGE) this.#catchAgain = true;
      this.#change({ status, rating, synced: this.#condition.synced || !this.#catchAgain });
      this.#settle(messages);
    } catch (error) {
      const code = codeOf(error);
      if (timeline !== this.#timeline || code === 'link.down') return;
      if (code === 'conversation.not_found') return this.ended(code);
      this.#catchAgain = true;
      await pause(spread(RETRY_MS));
    }
  }

  /** Committed messages take the place of the same messages on their way. */
  #settle(messages: readonly Message[]): void {
    for (const { clientId } of messages) if (clientId) this.#outbox.remove(clientId);
    const answered = messages.some(({ from }) => from === this.#condition.typing);
    this.#change(answered ? { typing: undefined } : {});
  }

  #loseAfter(ms: number): void {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = setTimeout(() => this.#change({ link: 'lost' }), ms);
  }

  /** Lets the person who serves know how far the customer has read; a mark that is lost is told with the next line. */
  #tellRead(seq: number): void {
    this.#toldRead = seq;
    this.#link.request('read', { seq }).catch(() => (this.#toldRead = 0));
  }

  #change(changes: Partial<Condition>): void {
    this.#condition = { ...this.#condition, ...changes };
    const { messages, newest } = this.#timeline;
    if (this.#reading && newest > this.#pocket.lastRead) this.#pocket.lastRead = newest;
    if (this.#reading && this.#condition.status.state === 'agent' && newest > this.#toldRead) this.#tellRead(newest);
    const unread = countUnread(messages, this.#pocket.lastRead);
    this.view = { ...this.#condition, messages, unsent: this.#outbox.list, unread };
    for (const watcher of this.#watchers) watcher();
  }
}
