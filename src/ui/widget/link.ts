import type { Message } from '../../contract/message.ts';
import type { ConversationKey, ConversationStatus, SiteIdentity } from '../../contract/visitor.ts';

/** Who opens a conversation, on which page, and from which earlier one they go on. */
export interface OpenRequest {
  identity?: SiteIdentity;
  previous?: ConversationKey;
  page?: string;
}

/** What the server, or the network, says without being asked. */
export interface Listener {
  up(): void;
  down(): void;
  /** The server does not let this key in. */
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
  open(request: OpenRequest): Promise<ConversationKey>;
  connect(key: ConversationKey, listener: Listener): void;
  request<Answer>(event: string, payload: object): Promise<Answer>;
  /** Lost where it does not arrive at once. */
  tell(event: string, payload: object): void;
  /** Sends a file into the conversation of this key. @throws LinkError. */
  upload(key: ConversationKey, clientId: string, file: File): Promise<void>;
  /** The bytes of a file of this conversation. @throws LinkError. */
  download(key: ConversationKey, fileKey: string): Promise<Blob>;
  close(): void;
}
