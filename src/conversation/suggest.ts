import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import { INITIAL_DIALOG_STATE, type DialogState } from '../contract/dialogState.ts';
import { OUT_OF_SCOPE, type Meaning } from '../contract/meaning.ts';
import type { Suggestion } from '../contract/desk/work.ts';
import { decide } from '../dialog/decide.ts';
import type { Circumstances, Decision } from '../dialog/decision.ts';
import { isTopic } from '../dialog/rule.ts';
import { findConversation, type Conversation } from '../storage/conversation.ts';
import { findLastFrom } from '../storage/message.ts';
import type { Runtime } from './runtime.ts';

/** Lines about the conversation itself (greetings, "I did not understand") are the bot's own and no answer. */
const OWN_LINES = /^desk\./;

/** What the message means less likely than this, an agent need not consider. */
const LIKELY = 0.03;

/**
 * What the dialogs would say about the customer's last message, for an agent to take over: the likeliest meaning first, each meaning once.
 * An order that has to be known for it is looked up. Only decided about, never carried out.
 * @throws JiedaError `conversation.not_found`.
 */
export async function suggestReplies(runtime: Runtime, conversationId: string): Promise<Suggestion[]> {
  const conversation = await findConversation(runtime.storage.read, conversationId);
  if (conversation === undefined) throw new JiedaError('conversation.not_found');
  const last = await findLastFrom(runtime.storage.read, conversationId, 'customer');
  if (last?.meaning == null) return [];
  const { intentNames } = runtime.serving.current();
  const suggestions = new Map<string, Suggestion>();
  for (const intent of intentsOf(runtime, last.meaning, conversation.dialog.topic)) {
    const decision = await decisionAbout(runtime, conversation, as(last.meaning, intent));
    if (decision === null || decision.handOver !== null || decision.close !== null) continue;
    const text = decision.replies.filter(({ template }) => !OWN_LINES.test(template)).map((reply) => reply.text).join('\n');
    if (text !== '' && text.length <= LIMITS.messageLength && !suggestions.has(text)) suggestions.set(text, { text, intent: intentNames.get(intent) ?? intent });
    if (suggestions.size === LIMITS.suggestions) break;
  }
  return [...suggestions.values()];
}

/** What would be said; `null` where it needs an order that cannot be looked up now. "I am looking it up" itself is left out: the person has it already. */
async function decisionAbout(runtime: Runtime, conversation: Conversation, meaning: Meaning): Promise<Decision | null> {
  const { dialogs } = runtime.serving.current();
  const circumstances = circumstancesFor(runtime, conversation);
  const decision = decide(stateFor(conversation), { type: 'said', meaning, queued: false }, dialogs, circumstances);
  if (decision.lookUp === null) return decision;
  const result = await runtime.orders(decision.lookUp.orderNumber);
  if (result.outcome === 'failed') return null;
  const known = decide(decision.state, { type: 'looked_up', result, queued: false }, dialogs, circumstances);
  return known.lookUp === null ? known : null;
}

/**
 * The intents that the message may have, likeliest first. What the conversation is about goes before mere guesses; small talk is answered
 * where the message surely is some, and never guessed.
 */
function intentsOf(runtime: Runtime, { intent, alternatives, parts = [] }: Meaning, topic: string | null): string[] {
  const { intents } = runtime.serving.current().dialogs;
  const guesses = alternatives.filter((other) => other.confidence >= LIKELY && isTopic(intents.get(other.intent)?.domain)).map((other) => other.intent);
  return [...new Set([intent, ...parts.map((part) => part.intent), ...(topic === null ? [] : [topic]), ...guesses])].filter((one) => one !== OUT_OF_SCOPE);
}

/** The message as if it surely meant this. Anger would call for a person, who is here already; the reply still takes the feeling first. */
function as({ parts: _parts, ...meaning }: Meaning, intent: string): Meaning {
  return { ...meaning, intent, confidence: 1, alternatives: [{ intent, confidence: 1 }], decidedBy: 'rule', emotion: meaning.emotion === 'calm' ? 'calm' : 'upset' };
}

/** What the conversation knows, without a form that runs; what that form has learnt counts, too. */
function stateFor({ dialog }: Conversation): DialogState {
  return { ...INITIAL_DIALOG_STATE, slots: { ...dialog.form?.slots, ...dialog.slots }, lastVariants: dialog.lastVariants, tickets: dialog.tickets, greeted: true };
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
