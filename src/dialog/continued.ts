import { INITIAL_DIALOG_STATE, type DialogState } from '../contract/dialogState.ts';
import { REMEMBERED } from './engine.ts';

/**
 * How a conversation begins that goes on from one that ended: what the customer told us, what was left open and which tickets they have is
 * still known; how they felt, and what was asked last, is over.
 */
export function continueDialog(ended: DialogState): DialogState {
  const { form, suspended, slots, topic, lastVariants, quote, tickets } = ended;
  const open = form === null ? suspended : [...suspended.filter((other) => other.form !== form.form), form];
  return { ...INITIAL_DIALOG_STATE, suspended: open.slice(-REMEMBERED.suspended), slots, topic, lastVariants, quote, tickets, continued: true };
}
