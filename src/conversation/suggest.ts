import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import { INITIAL_DIALOG_STATE, type DialogState } from '../contract/dialogState.ts';
import { OUT_OF_SCOPE, type Meaning } from '../contract/meaning.ts';
import type { Suggestion } from '../contract/desk/work.ts';
import { decide } from '../dialog/decide.ts';
import type { Circumstances } from '../dialog/decision.ts';
import { findConversation, type Conversation } from '../storage/conversation.ts';
import { findLastFrom } from '../storage/message.ts';
import type { Runtime } from './runtime.ts';

/** Lines about the conversation itself (greetings, "I did not understand") are the bot's own and no answer. */
const OWN_LINES = /^desk\./;

/**
 * What the dialogs would say about the customer's last message, for an agent to take over: the likeliest meaning first, each meaning once.
 * Only decided about, never carried out.
 * @throws JiedaError `conversation.not_found`.
 */
export async function suggestReplies(runtime: Runtime, conversationId: string): Promise<Suggestion[]> {
  const conversation = await findConversation(runtime.storage.read, conversationId);
  if (conversation === undefined) throw new JiedaError('conversation.not_found');
  const last = await findLastFrom(runtime.storage.read, conversationId, 'customer');
  if (last?.meaning == null) return [];
  const { dialogs, intentNames } = runtime.serving.current();
  const state = stateFor(conversation);
  const circumstances = circumstancesFor(runtime, conversation);
  const suggestions = new Map<string, Suggestion>();
  for (const intent of intentsOf(last.meaning, conversation.dialog.topic)) {
    const decision = decide(state, { type: 'said', meaning: as(last.meaning, intent), queued: false }, dialogs, circumstances);
    // A person who takes over "I am looking it up" would have to look it up.
    if (decision.handOver !== null || decision.close !== null || decision.lookUp !== null) continue;
    const text = decision.replies.filter(({ template }) => !OWN_LINES.test(template)).map((reply) => reply.text).join('\n');
    if (text !== '' && text.length <= LIMITS.messageLength && !suggestions.has(text)) suggestions.set(text, { text, intent: intentNames.get(intent) ?? intent });
    if (suggestions.size === LIMITS.suggestions) break;
  }
  return [...suggestions.values()];
}

/** The intents that the message may have, likeliest first, and last what the conversation was about. */
function intentsOf({ intent, alternatives, parts = [] }: Meaning, topic: string | null): string[] {
  const ranked = [intent, ...parts.map((part) => part.intent), ...alternatives.map((other) => other.intent), ...(topic === null ? [] : [topic])];
  return [...new Set(ranked)].filter((one) => one !== OUT_OF_SCOPE);
}

/** The message as if it surely meant this. Anger would call for a person, who is here already; the reply still takes the feeling first. */
function as({ parts: _parts, ...meaning }: Meaning, intent: string): Meaning {
  return { ...meaning, intent, confidence: 1, alternatives: [{ intent, confidence: 1 }], decidedBy: 'rule', emotion: meaning.emotion === 'calm' ? 'calm' : 'upset' };
}

/** What the conversation knows, without a form that runs. */
function stateFor({ dialog }: Conversation): DialogState {
  return { ...INITIAL_DIALOG_STATE, slots: dialog.slots, lastVariants: dialog.lastVariants, tickets: dialog.tickets, greeted: true };
}

function circumstancesFor(runtime: Runtime, { customer }: Conversation): Circumstances {
  return {
    now_ms: runtime.clock.now_ms(),
    timeZone: runtime.timeZone,
    hours: runtime.settings.get('desk.hours'),
    customer: { name: customer.name, kind: customer.kind, driveLevel: customer.driveLevel },
    tickets: [],
    ahead: null,
    // The same message brings the same suggestions, however often they are asked for.
    random: () => 0,
  };
}
