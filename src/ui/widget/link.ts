import type { Message } from '../../contract/message.ts';
import type { ConversationStatus, SiteIdentity } from '../../contract/visitor.ts';

/** Key to one conversation. */
export interface Ticket {
  readonly conversationId: string;
  readonly token: string;
}

/** Who opens a conversation, and on which page. */
export interface OpenRequest {
  identity?: SiteIdentity;
  page?: string;
}

/** What the server, or the network, says without being asked. */
export interface Listener {
  up(): void;
  down(): void;
  /** The server does not let this ticket in. */
  refused(code: string): void;
  messages(messages: readonly Message[]): void;
  status(status: ConversationStatus): void;
  typing(from: 'bot' | 'agent'): void;
}

/** A request that failed, with the server's error code, or `link.down`, or `link.timeout`. */
export class LinkError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export const codeOf = (error: unknown): string => (error instanceof LinkError ? error.code : 'link.down');

/** The way to the server: one conversation at a time. */
export interface Link {
  open(request: OpenRequest): Promise<Ticket>;
  connect(ticket: Ticket, listener: Listener): void;
  request<Answer>(event: string, payload: object): Promise<Answer>;
  tell(event: string): void;
  close(): void;
}
