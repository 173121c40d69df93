import { LIMITS } from '../base/limits.ts';
import { findConversation } from '../storage/conversation.ts';
import { maskTyped } from '../text/maskTyped.ts';
import type { Runtime } from './runtime.ts';

/**
 * The customer is writing. While a person serves them, or they wait for one, and unless admins have turned it off, whoever has the conversation
 * open also sees what: `text` as it stands in the field, masked, and of a long one the end. It is stored nowhere and written to no log.
 * Without `text` only that they write is told.
 */
export async function customerTypes(runtime: Runtime, conversationId: string, text?: string): Promise<void> {
  const state = (await findConversation(runtime.storage.read, conversationId))?.state;
  if (state !== 'agent' && state !== 'queued') return;
  const shown = text === undefined || !runtime.settings.get('desk.typing').preview ? undefined : preview(text);
  runtime.events.publish({ type: 'typing', id: conversationId, from: 'customer', ...(shown !== undefined && { text: shown }) });
}

function preview(text: string): string {
  const masked = maskTyped(text);
  return masked.length > LIMITS.typingLength ? `…${masked.slice(1 - LIMITS.typingLength)}` : masked;
}
