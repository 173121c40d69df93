import type { Figures } from '../contract/content/figures.ts';
import type { DialogState } from '../contract/dialogState.ts';
import { minutesOf } from './due.ts';

/** What silence is measured by. `wroteAt_ms`: the customer's last message in this conversation; `servedAt_ms`: the last answer to anything but silence. */
export type Quiet = { dialog: DialogState; openedAt_ms: number; wroteAt_ms: number | null; servedAt_ms: number };

/**
 * When the bot reacts to silence next, and how: who never wrote is not asked, only said goodbye to; who fell silent is asked once first. Only
 * for a conversation that the bot serves. `null` where the figures give no limit.
 */
export function nextSilence({ dialog, openedAt_ms, wroteAt_ms, servedAt_ms }: Quiet, figures: Figures): { at_ms: number; stage: 'ask' | 'close' } | null {
  const after = (from_ms: number, figure: string, stage: 'ask' | 'close') => {
    const minutes = minutesOf(figures, figure);
    return minutes === null ? null : { at_ms: from_ms + minutes * 60_000, stage };
  };
  if (wroteAt_ms === null) return after(openedAt_ms, 'silence_start', 'close');
  return dialog.silenceAsked ? after(servedAt_ms, 'silence_close', 'close') : after(servedAt_ms, 'silence_ask', 'ask');
}
