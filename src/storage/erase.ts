import { sql } from 'kysely';
import { INITIAL_DIALOG_STATE } from '../contract/dialogState.ts';
import type { Engine } from './driver.ts';
import type { Database } from './schema.ts';

const ANONYMOUS = JSON.stringify({ externalId: null, name: null, kind: 'anonymous', driveLevel: null });

/**
 * Takes everything out of conversations that somebody said in them or that tells whose they were, in every table. What stays are times, states,
 * teams, reasons, intents and scores, from which reports reckon.
 */
export async function eraseConversations(database: Database, engine: Engine, ids: readonly string[], now_ms: number): Promise<void> {
  if (ids.length === 0) return;
  await eraseSentences(database, ids);
  if (engine === 'sqlite') await sql`delete from search_words where rowid in (select id from search_line where conversation_id in (${sql.join(ids)}))`.execute(database);
  for (const table of ['search_line', 'search_backlog', 'file', 'message', 'read_mark', 'participant', 'conversation_tag', 'doubt', 'conversation_origin', 'shadow_difference'] as const) {
    await database.deleteFrom(table).where('conversation_id', 'in', ids).execute();
  }
  await database.updateTable('rating').set({ comment: null }).where('conversation_id', 'in', ids).execute();
  await database.updateTable('review').set({ comment: null, answer: null, reply: null }).where('conversation_id', 'in', ids).execute();
  await database.updateTable('forbidden_use').set({ found: null, excerpt: null, reason: null }).where('conversation_id', 'in', ids).execute();
  await database.updateTable('tally').set({ customer_key: sql<string>`'erased:' || conversation_id` }).where('conversation_id', 'in', ids).execute();
  await eraseDeliveries(database, ids);
  await database
    .updateTable('conversation')
    .set({
      // Opens nothing: no secret has this hash.
      token_hash: '',
      dialog_json: JSON.stringify(INITIAL_DIALOG_STATE),
      customer_json: ANONYMOUS,
      external_id: null,
      page: null,
      hand_over_json: null,
      pending_json: null,
      attention: null,
      silence_due_at: null,
      erased_at: now_ms,
    })
    .where('id', 'in', ids)
    .execute();
}

/** Takes everything out of tickets that somebody wrote or that tells whose they were, with all of their entries' words. */
export async function eraseTickets(database: Database, numbers: readonly string[]): Promise<void> {
  if (numbers.length === 0) return;
  await database.updateTable('ticket_entry').set({ text: '' }).where('ticket_number', 'in', numbers).execute();
  await database
    .updateTable('ticket')
    .set({
      external_id: null, client_id: null, customer_name: null, contact: null, content: '', reason: null, wish: null, details_json: '[]', proposal: null, approval: null, result: null, report_json: null,
    })
    .where('number', 'in', numbers)
    .execute();
  await eraseDeliveries(database, numbers);
  // What waits for the shop's system from before it was noted what it is about.
  for (const number of numbers) await database.deleteFrom('outbox').where('webhook_id', 'is', null).where('body_json', 'like', `%"number":"${number}"%`).execute();
}

export async function eraseFiles(database: Database, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await database.deleteFrom('file').where('key', 'in', keys).execute();
}

/** What other systems were told, or are still to be told, about conversations or tickets. */
async function eraseDeliveries(database: Database, subjects: readonly string[]): Promise<void> {
  await database.deleteFrom('outbox').where('subject', 'in', subjects).execute();
  await database.deleteFrom('webhook_delivery').where('subject', 'in', subjects).execute();
}

/** Sentences of the review queue that nobody else has said go; of others it is forgotten that these customers did, too. */
async function eraseSentences(database: Database, conversationIds: readonly string[]): Promise<void> {
  const tallied = await database.selectFrom('tally').select('customer_key').distinct().where('conversation_id', 'in', conversationIds).execute();
  const known = await database.selectFrom('conversation').select(['id', 'external_id', 'previous_id']).where('id', 'in', conversationIds).execute();
  const keys = new Set(tallied.map(({ customer_key }) => customer_key));
  for (const { id, external_id, previous_id } of known) keys.add(external_id === null ? `chain:${previous_id ?? id}` : `site:${external_id}`).add(`chain:${id}`);
  const said = await database
    .selectFrom('sentence')
    .select('id')
    .where((is) => is.or([is('conversation_id', 'in', conversationIds), is('id', 'in', is.selectFrom('sentence_place').select('sentence_id').where('customer_key', 'in', [...keys]))]))
    .execute();
  if (said.length === 0) return;
  const ids = said.map(({ id }) => id);
  await database.deleteFrom('sentence_place').where('sentence_id', 'in', ids).where('customer_key', 'in', [...keys]).execute();
  await database.updateTable('sentence').set({ conversation_id: null, seq: null }).where('id', 'in', ids).where('conversation_id', 'in', conversationIds).execute();
  const others = new Set((await database.selectFrom('sentence_place').select('sentence_id').distinct().where('sentence_id', 'in', ids).execute()).map(({ sentence_id }) => sentence_id));
  await deleteSentences(database, ids.filter((id) => !others.has(id)));
}

/** Removes sentences of the review queue with their labels; groups without any go, too, and the others are called after what is left. */
export async function deleteSentences(database: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const groups = (await database.selectFrom('sentence').select('group_id').distinct().where('id', 'in', ids).execute()).map(({ group_id }) => group_id);
  await database.deleteFrom('sentence_label').where('sentence_id', 'in', ids).execute();
  await database.deleteFrom('sentence_place').where('sentence_id', 'in', ids).execute();
  await database.deleteFrom('sentence').where('id', 'in', ids).execute();
  await database.deleteFrom('sentence_group').where('id', 'in', groups).where('id', 'not in', (is) => is.selectFrom('sentence').select('group_id')).execute();
  await database
    .updateTable('sentence_group')
    .set({
      text: sql<string>`(select min(key) from sentence where sentence.group_id = sentence_group.id)`,
      open: sql<number>`(select count(*) from sentence where sentence.group_id = sentence_group.id and state = 'open')`,
      disputed: sql<number>`(select count(*) from sentence where sentence.group_id = sentence_group.id and state = 'disputed')`,
      frequency: sql<number>`(select coalesce(sum(count), 0) from sentence where sentence.group_id = sentence_group.id and state = 'open')`,
    })
    .where('id', 'in', groups)
    .execute();
}

/** Makes the index of words forget for good what was taken out of it; SQLite otherwise keeps the words until it merges. Takes as long as the index is large. */
export async function forgetWords(database: Database, engine: Engine): Promise<void> {
  if (engine === 'sqlite') await sql`insert into search_words (search_words) values ('optimize')`.execute(database);
}
