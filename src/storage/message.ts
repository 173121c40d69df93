import type { Selectable } from 'kysely';
import type { Meaning } from '../contract/meaning.ts';
import type { Card, MessageKind, Option, Sender, SentFile, Visibility } from '../contract/message.ts';
import type { Database, MessageTable } from './schema.ts';

/** Why the bot said a line: "why this answer". */
export type Explanation = { template: string; variant: number; reason: string; release: number };

export type StoredMessage = {
  conversationId: string;
  seq: number;
  sender: Sender;
  kind: MessageKind;
  text: string;
  clientId: string | null;
  digest: string | null;
  options: Option[] | null;
  card: Card | null;
  agentId: string | null;
  meaning: Meaning | null;
  explanation: Explanation | null;
  at_ms: number;
  /** Who may read it. */
  visibility: Visibility;
  file: SentFile | null;
  /** Its writer took it back. */
  recalled: boolean;
  /** The line that this notice says was taken back. */
  recalls: number | null;
};

export async function insertMessages(database: Database, messages: StoredMessage[]): Promise<void> {
  if (messages.length > 0) await database.insertInto('message').values(messages.map(toRow)).execute();
}

/** The message that a sender's client sent under this id, if it arrived before. */
export async function findByClientId(database: Database, conversationId: string, sender: Sender, clientId: string): Promise<StoredMessage | undefined> {
  const row = await database
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('sender', '=', sender)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function findMessage(database: Database, conversationId: string, seq: number): Promise<StoredMessage | undefined> {
  const row = await database.selectFrom('message').selectAll().where('conversation_id', '=', conversationId).where('seq', '=', seq).executeTakeFirst();
  return row && fromRow(row);
}

/** The files that were sent in a conversation and not taken back. */
export async function listSentFiles(database: Database, conversationId: string): Promise<SentFile[]> {
  const rows = await database.selectFrom('message').select('file_json').where('conversation_id', '=', conversationId).where('file_json', 'is not', null).execute();
  return rows.map(({ file_json }) => JSON.parse(file_json as string) as SentFile);
}

/** The last message of this sender, if there is one. */
export async function findLastFrom(database: Database, conversationId: string, sender: Sender): Promise<StoredMessage | undefined> {
  const row = await database
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('sender', '=', sender)
    .where('kind', '=', 'text')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Number of the first line to the customer after `after` that somebody else than this person wrote at the desk. */
export async function findColleaguesLine(database: Database, conversationId: string, personId: string, after: number): Promise<{ seq: number; agentId: string } | undefined> {
  const row = await database
    .selectFrom('message')
    .select(['seq', 'agent_id'])
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', after)
    .where('sender', '=', 'agent')
    .where('visibility', '=', 'all')
    .where('recalled_at', 'is', null)
    .where('agent_id', '!=', personId)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row && { seq: row.seq, agentId: row.agent_id as string };
}

/** Takes a line back: its words are gone for good. */
export async function recallMessage(database: Database, conversationId: string, seq: number, now_ms: number): Promise<void> {
  await database
    .updateTable('message')
    .set({ text: '', file_json: null, options_json: null, card_json: null, recalled_at: now_ms })
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .execute();
}

/** Whether the customer has written anything in a conversation. */
export async function hasCustomerMessage(database: Database, conversationId: string): Promise<boolean> {
  const row = await database.selectFrom('message').select('seq').where('conversation_id', '=', conversationId).where('sender', '=', 'customer').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Messages after `seq` that this reader may see, in order, at most `rowsMax`. */
export async function listMessages(database: Database, conversationId: string, after: number, rowsMax: number, reader: 'desk' | 'customer' = 'desk'): Promise<StoredMessage[]> {
  let query = database.selectFrom('message').selectAll().where('conversation_id', '=', conversationId).where('seq', '>', after);
  if (reader === 'customer') query = query.where('visibility', '=', 'all');
  return (await query.orderBy('seq').limit(rowsMax).execute()).map(fromRow);
}

/** The last note of an agent for colleagues. */
export async function lastNote(database: Database, conversationId: string): Promise<StoredMessage | undefined> {
  const row = await database.selectFrom('message').selectAll().where('conversation_id', '=', conversationId).where('kind', '=', 'note').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row && fromRow(row);
}

/** The last line that somebody wrote in each of these conversations. */
export async function lastTexts(database: Database, conversationIds: string[]): Promise<Map<string, { sender: Sender; text: string; at_ms: number; agentId: string | null }>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('message')
    .innerJoin(
      (from) =>
        from
          .selectFrom('message')
          .select(({ fn }) => ['conversation_id as id', fn.max('seq').as('last')])
          .where('conversation_id', 'in', conversationIds)
          .where('kind', '=', 'text')
          .where('recalled_at', 'is', null)
          .groupBy('conversation_id')
          .as('newest'),
      (join) => join.onRef('newest.id', '=', 'message.conversation_id').onRef('newest.last', '=', 'message.seq'),
    )
    .select(['message.conversation_id', 'message.sender', 'message.text', 'message.at', 'message.agent_id'])
    .execute();
  return new Map(rows.map((row) => [row.conversation_id, { sender: row.sender, text: row.text, at_ms: row.at, agentId: row.agent_id }]));
}

function toRow(message: StoredMessage): Selectable<MessageTable> {
  return {
    conversation_id: message.conversationId,
    seq: message.seq,
    sender: message.sender,
    kind: message.kind,
    text: message.text,
    client_id: message.clientId,
    digest: message.digest,
    options_json: message.options && JSON.stringify(message.options),
    card_json: message.card && JSON.stringify(message.card),
    agent_id: message.agentId,
    meaning_json: message.meaning && JSON.stringify(message.meaning),
    explanation_json: message.explanation && JSON.stringify(message.explanation),
    at: message.at_ms,
    visibility: message.visibility,
    file_json: message.file && JSON.stringify(message.file),
    recalled_at: null,
    recalls: message.recalls,
  };
}

function fromRow(row: Selectable<MessageTable>): StoredMessage {
  return {
    conversationId: row.conversation_id,
    seq: row.seq,
    sender: row.sender,
    kind: row.kind,
    text: row.text,
    clientId: row.client_id,
    digest: row.digest,
    options: parse<Option[]>(row.options_json),
    card: parse<Card>(row.card_json),
    agentId: row.agent_id,
    meaning: parse<Meaning>(row.meaning_json),
    explanation: parse<Explanation>(row.explanation_json),
    at_ms: row.at,
    visibility: row.visibility,
    file: parse<SentFile>(row.file_json),
    recalled: row.recalled_at !== null,
    recalls: row.recalls,
  };
}

function parse<Value>(json: string | null): Value | null {
  return json === null ? null : (JSON.parse(json) as Value);
}
