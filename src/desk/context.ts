import { toIso } from '../base/clock.ts';
import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { CustomerContext, EarlierConversation, ShownRating } from '../contract/desk/context.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { findConversation, listEarlier } from '../storage/conversation.ts';
import { listPersons } from '../storage/person.ts';
import { findRating, type StoredRating } from '../storage/rating.ts';

/** How a conversation was rated, and the earlier ones of its customer, newest first. @throws JiedaError `conversation.not_found`. */
export async function contextOf(runtime: Runtime, conversationId: string): Promise<CustomerContext> {
  const { read } = runtime.storage;
  const conversation = await findConversation(read, conversationId);
  if (conversation === undefined) throw new JiedaError('conversation.not_found');
  const people = new Map((await listPersons(read)).map((person) => [person.id, person]));
  const { intentNames } = runtime.serving.current();
  const earlier = await Promise.all(
    (await listEarlier(read, conversation, LIMITS.historyPage)).map(async (one): Promise<EarlierConversation> => {
      const { dialog, handOver, closeReason, lastAgentId } = one;
      const agent = lastAgentId === null ? undefined : people.get(lastAgentId);
      const rating = await findRating(read, one.id);
      const problem = handOver?.problem ?? dialog.quote;
      const intent = handOver?.intent ?? dialog.topic;
      return {
        id: one.id,
        state: one.state,
        openedAt: toIso(one.openedAt_ms),
        updatedAt: toIso(one.updatedAt_ms),
        ...(problem !== null && { problem }),
        ...(intent !== null && { intent: intentNames.get(intent) ?? intent }),
        emotion: dialog.emotions.at(-1) ?? 'calm',
        ...(agent && { agent: { name: agent.name, workerNumber: agent.workerNumber } }),
        ...(closeReason !== null && { closeReason }),
        ...(rating && { score: rating.score }),
      };
    }),
  );
  const rating = await findRating(read, conversationId);
  return { ...(rating && { rating: presentRating(rating) }), earlier };
}

function presentRating({ score, reasons, comment, recommend, changed_ms }: StoredRating): ShownRating {
  return { score, reasons, ...(comment !== null && { comment }), ...(recommend !== null && { recommend }), at: toIso(changed_ms) };
}
