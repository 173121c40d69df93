import { LIMITS } from '../../base/limits.ts';
import { listMessages, type StoredMessage } from '../../storage/message.ts';
import type { Database } from '../../storage/schema.ts';

/** Every line of a conversation, in its order. */
export async function allLines(database: Database, id: string): Promise<StoredMessage[]> {
  const lines: StoredMessage[] = [];
  for (;;) {
    const page = await listMessages(database, id, lines.at(-1)?.seq ?? 0, LIMITS.messagesPage);
    lines.push(...page);
    if (page.length < LIMITS.messagesPage) return lines;
  }
}
