import type { Figures } from '../contract/content/figures.ts';
import type { DialogState } from '../contract/dialogState.ts';
import { minutesOf } from './due.ts';

/** What silence is measured by. `wroteAt_ms`: the customer's last message in this conversation; `servedAt_ms`: the last answer to anything but silence. */
export type Quiet = { dialog: DialogState; openedAt_ms: number; wroteAt_ms: number | null; servedAt_ms: number };

/**
 * When silence is reacted to next, and how: who never wrote, or left nothing open, is not asked, only said goodbye to; who fell silent in the
 * middle of something is asked once first. `null` where the figures give no limit.
 */
export function nextSilence({ dialog, openedAt_ms, wroteAt_ms, servedAt_ms }: Quiet, figures: Figures): { at_ms: number; stage: 'ask' | 'close' } | null {
  const after = (from_ms: number, figure: string, stage: 'ask' | 'close') => {
    const minutes = minutesOf(figures, figure);
    return minutes === null ? null : { at_ms: from_ms + minutes * 60_000, stage };
  };
  if (wroteAt_ms === null) return after(openedAt_ms, 'silence_start', 'close');
  const isOpen = dialog.form !== null || dialog.asked !== null;
  return isOpen && !dialog.silenceAsked ? after(servedAt_ms, 'silence_ask', 'ask') : after(servedAt_ms, 'silence_close', 'close');
}
