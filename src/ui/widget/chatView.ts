import type { Message } from '../../contract/message.ts';
import type { ConversationStatus, Rating } from '../../contract/visitor.ts';
import type { Unsent } from './outbox.ts';

/** `lost` is a connection that is missing for long enough to tell the customer. */
export type LinkState = 'idle' | 'connecting' | 'online' | 'lost';

/** How the conversation and the way to it stand. */
export interface Condition {
  readonly status: ConversationStatus;
  readonly link: LinkState;
  /** What was there when the customer came has arrived; what comes from now on is news. */
  readonly synced: boolean;
  readonly typing: 'bot' | 'agent' | undefined;
  /** The code with which the server asked for patience; sending goes on by itself. */
  readonly held: string | undefined;
  /** What the customer has said about how satisfied they are. */
  readonly rating: Rating | undefined;
}

export const FRESH: Condition = { status: { state: 'bot' }, link: 'idle', synced: false, typing: undefined, held: undefined, rating: undefined };

/** All that the screen shows, as of one moment. */
export interface ChatView extends Condition {
  readonly messages: readonly Message[];
  readonly unsent: readonly Unsent[];
  readonly unread: number;
}

/** Lines of others that the customer has not seen; notices do not ask for attention. */
export function countUnread(messages: readonly Message[], lastRead: number): number {
  return messages.filter(({ seq, from, kind }) => seq > lastRead && kind === 'text' && from !== 'customer').length;
}
