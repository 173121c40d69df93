import type { Conversation } from '../storage/conversation.ts';

/** What the desk calls a customer: by name, or as a visitor who can be told from others. */
export function customerName({ id, customer }: Pick<Conversation, 'id' | 'customer'>): string {
  return customer.name ?? `访客 ${id.slice(0, 4).toUpperCase()}`;
}
