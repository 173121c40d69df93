import { LIMITS } from '../base/limits.ts';
import type { Attention } from '../contract/desk/work.ts';
import type { DialogState } from '../contract/dialogState.ts';
import type { ConversationState } from '../contract/message.ts';

/** How often in a row the bot may fail to understand. */
const MISUNDERSTOOD = 2;
/** Meanings that it asked about: one question names two at most, so that more than these were asked about in two questions or more. */
const ASKED_ABOUT = 2;

/**
 * Why a person should look into a conversation that the bot serves: the customer is upset or angry, the bot has not understood for the second time in
 * a row or has asked back repeatedly, or it goes on for long. Empty for every other conversation.
 */
export function attentionOf({ state, dialog }: { state: ConversationState; dialog: Pick<DialogState, 'emotions' | 'misunderstood' | 'clarified'> }): Attention[] {
  if (state !== 'bot') return [];
  const reasons: Attention[] = [];
  if ((dialog.emotions.at(-1) ?? 'calm') !== 'calm') reasons.push('upset');
  if (dialog.misunderstood >= MISUNDERSTOOD || dialog.clarified.length > ASKED_ABOUT) reasons.push('unclear');
  if (dialog.emotions.length >= LIMITS.longConversation) reasons.push('long');
  return reasons;
}
