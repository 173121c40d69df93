import type { Engine } from '../../storage/driver.ts';
import type { StoredMessage } from '../../storage/message.ts';
import type { Database } from '../../storage/schema.ts';
import { indexLines } from '../../storage/search.ts';
import { searchWords } from '../../text/searchWords.ts';

/**
 * Makes lines findable: by what they say and by whose conversation it is, so that a name and a word find the line together. Notices are
 * the same everywhere and are left out. Runs in the transaction that writes the lines.
 */
export async function indexMessages(database: Database, engine: Engine, messages: readonly StoredMessage[], customerName: string | null): Promise<void> {
  const name = customerName === null ? [] : searchWords(customerName);
  const lines = messages
    .filter(({ kind }) => kind !== 'notice')
    .map(({ conversationId, seq, text }) => ({ conversationId, seq, words: [...searchWords(text), ...name] }))
    .filter(({ words }) => words.length > 0);
  await indexLines(database, engine, lines);
}
