import type { ConversationState } from '../contract/message.ts';

/**
 * The hand-over machine: `bot → queued → agent → closed`, `agent → bot` when given back, `queued → bot` when the customer leaves the
 * queue, `agent → queued` when it is passed on. Somebody may step in from any state. A closed conversation stays closed; the customer's next
 * words open another one.
 */
const TRANSITIONS = {
  hand_over: { from: ['bot'], to: 'queued' },
  leave_queue: { from: ['queued'], to: 'bot' },
  accept: { from: ['queued'], to: 'agent' },
  transfer: { from: ['agent'], to: 'queued' },
  take_over: { from: ['bot', 'queued', 'agent'], to: 'agent' },
  give_back: { from: ['agent'], to: 'bot' },
  close: { from: ['bot', 'queued', 'agent'], to: 'closed' },
} as const satisfies Record<string, { from: readonly ConversationState[]; to: ConversationState }>;

export type Transition = keyof typeof TRANSITIONS;

/** The state after a transition, or `null` where it is not possible. */
export function after(state: ConversationState, transition: Transition): ConversationState | null {
  const { from, to } = TRANSITIONS[transition];
  return (from as readonly ConversationState[]).includes(state) ? to : null;
}
