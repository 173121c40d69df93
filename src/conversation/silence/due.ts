import type { Figures } from '../../contract/content/figures.ts';
import { minutesOf } from '../../dialog/due.ts';
import { nextSilence } from '../../dialog/silence.ts';
import type { Draft } from '../append.ts';

/**
 * When the customer's silence has to be answered to once this draft is saved, ms since the epoch; `null` while our side owes the next word
 * or the conversation has ended.
 */
export function silenceDue(draft: Draft, figures: Figures, now_ms: number): number | null {
  const { conversation, added } = draft;
  if (conversation.state === 'closed' || conversation.state === 'queued') return null;
  // A look-up is under way: its result is our next word.
  if (conversation.state === 'bot' && conversation.pending !== null) return null;
  if (added.length === 0) return conversation.silenceDue_ms;
  if (conversation.state === 'agent' && !draft.stillSilent) {
    const lastWord = added.findLast(({ sender, kind }) => kind === 'text' && (sender === 'agent' || sender === 'customer'));
    if (lastWord === undefined) return conversation.silenceDue_ms;
    if (lastWord.sender === 'customer') return null;
  }
  const next = nextOf(draft, figures);
  if (next === null || !draft.stillSilent) return next?.at_ms ?? null;
  // Whoever was asked late, because no node ran, has time to answer all the same.
  return Math.max(next.at_ms, now_ms + (minutesOf(figures, 'silence_ask') ?? 0) * 60_000);
}

/** What comes of silence next, and when. */
export function nextOf({ conversation, lastLine_ms, stillSilent }: Draft, figures: Figures): ReturnType<typeof nextSilence> {
  const { state, dialog, openedAt_ms, updatedAt_ms } = conversation;
  const servedAt_ms = stillSilent ? lastLine_ms : updatedAt_ms;
  return nextSilence(
    {
      // What a person said wants an answer, whatever the bot had open.
      dialog: state === 'agent' ? { ...dialog, asked: dialog.asked ?? 'answer' } : dialog,
      openedAt_ms,
      wroteAt_ms: dialog.emotions.length === 0 ? null : servedAt_ms,
      servedAt_ms,
    },
    figures,
  );
}
