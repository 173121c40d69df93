import type { Message } from '../../../src/contract/message.ts';
import type { ConversationKey, ConversationStatus, RateRequest, Rating } from '../../../src/contract/visitor.ts';
import { LinkError, type Link, type Listener, type OpenRequest } from '../../../src/ui/widget/link.ts';

interface Conversation {
  token: string;
  messages: Message[];
  status: ConversationStatus;
  rating?: Rating;
  /** How far the customer has read. */
  read?: number;
  /** With what it was opened. */
  request: OpenRequest;
}

const PAGE = 500;

/** The server as the widget meets it: commits, acknowledges, pushes; and, told to, dies in between. */
export class FakeServer {
  readonly conversations = new Map<string, Conversation>();
  opened = 0;
  received: string[] = [];
  /** What was told without an answer. */
  told: [event: string, payload: object][] = [];
  /** Error codes for the next messages. */
  refusals: string[] = [];
  /** What dies next: the connection before the commit, or after it and before the acknowledgement. */
  dies: ('before' | 'after')[] = [];
  pushes = true;
  private readonly links = new Set<FakeLink>();

  link(): Link {
    const link = new FakeLink(this);
    this.links.add(link);
    return link;
  }

  last(): Conversation {
    return [...this.conversations.values()].at(-1)!;
  }

  commit(conversation: Conversation, message: Partial<Message>): Message {
    const committed: Message = { seq: conversation.messages.length + 1, from: 'bot', kind: 'text', text: '', at: new Date().toISOString(), ...message };
    conversation.messages.push(committed);
    return committed;
  }

  push(conversation: Conversation, messages: Message[]): void {
    for (const link of this.links) if (link.conversation === conversation) link.listener?.messages(messages);
  }

  /** All connections break; they come back with `up`. */
  down(): void {
    for (const link of this.links) link.drop();
  }

  up(): void {
    for (const link of this.links) link.reconnect();
  }

  page(conversation: Conversation, after: number): Message[] {
    return conversation.messages.filter(({ seq }) => seq > after).slice(0, PAGE);
  }
}

class FakeLink implements Link {
  listener: Listener | undefined;
  conversation: Conversation | undefined;
  private readonly server: FakeServer;
  private key: ConversationKey | undefined;
  private isUp = false;

  constructor(server: FakeServer) {
    this.server = server;
  }

  async open(request: OpenRequest): Promise<ConversationKey> {
    const conversationId = `c${++this.server.opened}`;
    this.server.conversations.set(conversationId, { token: 't', messages: [], status: { state: 'bot' }, request });
    return { conversationId, token: 't' };
  }

  connect(key: ConversationKey, listener: Listener): void {
    this.key = key;
    this.listener = listener;
    queueMicrotask(() => this.reconnect());
  }

  reconnect(): void {
    if (!this.key || !this.listener || this.isUp) return;
    this.conversation = this.server.conversations.get(this.key.conversationId);
    if (!this.conversation) return this.listener.refused('conversation.not_found');
    this.isUp = true;
    this.listener.up();
  }

  drop(): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.listener?.down();
  }

  async request<Answer>(event: string, payload: { clientId?: string; text?: string; after?: number } | RateRequest): Promise<Answer> {
    await Promise.resolve();
    const { conversation, server } = this;
    if (!this.isUp || !conversation) throw new LinkError('link.down');
    if (event === 'rate') {
      conversation.rating = { ...(payload as RateRequest), changeableUntil: new Date(Date.now() + 86_400_000).toISOString() };
      return { rating: conversation.rating } as Answer;
    }
    const { clientId, text, after } = payload as { clientId?: string; text?: string; after?: number };
    if (event === 'resume') return { messages: server.page(conversation, after!), status: conversation.status, rating: conversation.rating } as Answer;
    if (event === 'read') return void (conversation.read = (payload as { seq: number }).seq) as Answer;
    if (event === 'leave_queue') return { status: (conversation.status = { state: 'bot' }) } as Answer;
    const refusal = server.refusals.shift();
    if (refusal) throw new LinkError(refusal);
    return this.take(conversation, clientId!, text ?? '转人工') as Answer;
  }

  private take(conversation: Conversation, clientId: string, text: string): { seq: number } {
    const fate = this.server.dies.shift();
    if (fate === 'before') this.die();
    this.server.received.push(text);
    const known = conversation.messages.find((message) => message.clientId === clientId);
    const committed = known ?? this.server.commit(conversation, { from: 'customer', text, clientId });
    if (!known) {
      const reply = this.server.commit(conversation, { text: `答：${text}` });
      if (fate === 'after') this.die();
      if (this.server.pushes) this.server.push(conversation, [committed, reply]);
    }
    return { seq: committed.seq };
  }

  private die(): never {
    this.server.down();
    throw new LinkError('link.down');
  }

  async upload(): Promise<void> {
    throw new LinkError('link.down');
  }

  async download(): Promise<Blob> {
    throw new LinkError('link.down');
  }

  tell(event: string, payload: object): void {
    this.server.told.push([event, payload]);
  }

  close(): void {
    this.isUp = false;
    this.key = undefined;
    this.conversation = undefined;
  }
}
