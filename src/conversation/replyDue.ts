import type { ResponseLimits } from '../contract/desk/settings.ts';
import type { Draft } from './append.ts';

/**
 * Until when a person should have answered once this draft is saved, ms since the epoch; `null` while nobody waits for one. The first answer
 * counts from the hand-over, each further one from the customer's first line that nobody has answered yet.
 */
export function replyDue({ conversation, added, wasServed }: Draft, limits: ResponseLimits, now_ms: number): number | null {
  const { state, queuedAt_ms, teamId, handOver } = conversation;
  const { first_s, next_s } = limits.teams.find((team) => team.teamId === (teamId ?? handOver?.skill)) ?? limits;
  if (state === 'queued') return (queuedAt_ms ?? now_ms) + first_s * 1_000;
  if (state !== 'agent') return null;
  const lastWord = added.findLast(({ sender, kind }) => kind === 'text' && (sender === 'agent' || sender === 'customer'));
  if (lastWord?.sender === 'agent') return null;
  if (lastWord?.sender === 'customer') return conversation.replyDue_ms ?? lastWord.at_ms + next_s * 1_000;
  // Somebody stepped in where the bot had served: the customer is owed a first word.
  if (!wasServed && conversation.replyDue_ms === null) return now_ms + first_s * 1_000;
  return conversation.replyDue_ms;
}
