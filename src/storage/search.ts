import { sql } from 'kysely';
import { narrows, passes, type ConversationFilter } from './conversationFilter.ts';
import type { Engine } from './driver.ts';
import type { Database } from './schema.ts';

/** A line in the index: which message it is, and the words by which it is found. */
export type IndexedLine = { conversationId: string; seq: number; words: readonly string[] };

/** What has to be in a line: words next to each other, or one word that begins so. Words hold letters and digits only. */
type Term = { words: readonly string[]; begins: boolean };

/** A found message; `id` grows with the time of its writing, so that the next page begins before the last one. */
export type Hit = { id: number; conversationId: string; seq: number };

/** PostgreSQL takes phrases for rarer than they are, and would collect every hit of a common one only to sort them: it looks among this many lines first. */
const RECENT = 20_000;
/**
 * Where a filter lets no more conversations through than this, only these are searched: asking of every line that has a common word whether its
 * conversation passes would take longest where next to none does.
 */
const FEW = 2_000;
/** The furthest place of a word in its line that PostgreSQL tells apart. */
const PLACE_MAX = 16_383;

/** Puts lines into the index, within the transaction that writes them. */
export async function indexLines(database: Database, engine: Engine, lines: readonly IndexedLine[]): Promise<void> {
  for (const { conversationId, seq, words } of lines) {
    if (engine === 'postgres') {
      const vector = words.map((word, index) => `'${word}':${Math.min(index + 1, PLACE_MAX)}`).join(' ');
      await sql`insert into search_line (conversation_id, seq, words) values (${conversationId}, ${seq}, ${vector}::tsvector) on conflict (conversation_id, seq) do nothing`.execute(database);
    } else {
      const added = await database
        .insertInto('search_line')
        .values({ conversation_id: conversationId, seq })
        .onConflict((conflict) => conflict.columns(['conversation_id', 'seq']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (added !== undefined) await sql`insert into search_words (rowid, words) values (${added.id}, ${words.join(' ')})`.execute(database);
    }
  }
}

/** Takes a line out of the index, so that what was taken back is not found. */
export async function forgetLine(database: Database, engine: Engine, conversationId: string, seq: number): Promise<void> {
  const gone = await database.deleteFrom('search_line').where('conversation_id', '=', conversationId).where('seq', '=', seq).returning('id').executeTakeFirst();
  if (gone !== undefined && engine === 'sqlite') await sql`delete from search_words where rowid = ${gone.id}`.execute(database);
}

/** Messages that hold every term, newest first, before the hit `before`. */
export async function findLines(database: Database, engine: Engine, terms: readonly Term[], filter: ConversationFilter, before: number | null, rowsMax: number): Promise<Hit[]> {
  const few = narrows(filter) ? await fewPassing(database, filter) : null;
  if (few?.length === 0) return [];
  let query = database.selectFrom('search_line as line').select(['line.id', 'line.conversation_id', 'line.seq']);
  if (engine === 'postgres') {
    const wanted = terms.map(({ words, begins }) => (begins ? `'${words[0]}':*` : words.map((word) => `'${word}'`).join(' <-> '))).join(' & ');
    query = query.where(sql<boolean>`line.words @@ ${wanted}::tsquery`).orderBy('line.id', 'desc');
    if (before !== null) query = query.where('line.id', '<', before);
  } else {
    const wanted = terms.map(({ words, begins }) => (begins ? `${words[0]}*` : `"${words.join(' ')}"`)).join(' AND ');
    query = query
      .innerJoin('search_words', 'search_words.rowid', 'line.id')
      .where(sql<boolean>`search_words match ${wanted}`)
      .orderBy('search_words.rowid', 'desc') as typeof query;
    if (before !== null) query = query.where(sql<boolean>`search_words.rowid < ${before}`);
  }
  if (few !== null) {
    // Lines are numbered as they are written, so that those of a day stand close together.
    const { first, last } = await database.selectFrom('search_line').select(({ fn }) => [fn.min('id').as('first'), fn.max('id').as('last')]).where('conversation_id', 'in', few).executeTakeFirstOrThrow();
    if (first === null) return [];
    query = query.where('line.conversation_id', 'in', few).where(sql<boolean>`${sql.ref(engine === 'postgres' ? 'line.id' : 'search_words.rowid')} between ${first} and ${last}`);
  }
  if (few === null && narrows(filter)) {
    query = query.where((is) =>
      is.exists(is.selectFrom('conversation').select('conversation.id').whereRef('conversation.id', '=', 'line.conversation_id').where(passes(filter))),
    );
  }
  let rows = engine === 'postgres' && terms.some(({ words }) => words.length > 1) ? await query.where('line.id', '>=', (await endOf(database, before)) - RECENT).limit(rowsMax).execute() : [];
  if (rows.length < rowsMax) rows = await query.limit(rowsMax).execute();
  return rows.map(({ id, conversation_id, seq }) => ({ id: Number(id), conversationId: conversation_id, seq }));
}

/** The conversations that a filter lets through, where they are few; `null` where they are more. */
async function fewPassing(database: Database, filter: ConversationFilter): Promise<string[] | null> {
  const rows = await database.selectFrom('conversation').select('id').where(passes(filter)).limit(FEW + 1).execute();
  return rows.length > FEW ? null : rows.map(({ id }) => id);
}

/** The number behind the newest line that counts. */
async function endOf(database: Database, before: number | null): Promise<number> {
  if (before !== null) return before;
  const row = await database.selectFrom('search_line').select(({ fn }) => fn.max('id').as('last')).executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
}

/** Takes messages that wait to be indexed out of the backlog, oldest first; whoever takes them indexes them in the same transaction. */
export async function takeBacklog(database: Database, rowsMax: number): Promise<{ conversationId: string; seq: number }[]> {
  const rows = await sql<{ conversation_id: string; seq: number }>`
    delete from search_backlog where (conversation_id, seq) in (select conversation_id, seq from search_backlog order by at limit ${rowsMax})
    returning conversation_id, seq`.execute(database);
  return rows.rows.map(({ conversation_id, seq }) => ({ conversationId: conversation_id, seq }));
}

/** Whether messages wait to be indexed. */
export async function hasBacklog(database: Database): Promise<boolean> {
  return (await database.selectFrom('search_backlog').select('seq').limit(1).executeTakeFirst()) !== undefined;
}
