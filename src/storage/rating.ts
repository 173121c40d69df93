import type { RatingReason } from '../contract/visitor.ts';
import type { Database } from './schema.ts';

/** How satisfied the customer of a conversation was, and from 0 to 10 whether they would recommend us. `at_ms`: when first said; `changed_ms`: when last. */
export type StoredRating = { conversationId: string; score: number; reasons: RatingReason[]; comment: string | null; recommend: number | null; at_ms: number; changed_ms: number };

export async function findRating(database: Database, conversationId: string): Promise<StoredRating | undefined> {
  const row = await database.selectFrom('rating').selectAll().where('conversation_id', '=', conversationId).executeTakeFirst();
  return (
    row && {
      conversationId: row.conversation_id,
      score: row.score,
      reasons: JSON.parse(row.reasons_json) as RatingReason[],
      comment: row.comment,
      recommend: row.recommend,
      at_ms: row.at,
      changed_ms: row.changed_at,
    }
  );
}

/** Stores the one rating of a conversation; of an earlier one only `at_ms` stays. */
export async function writeRating(database: Database, rating: StoredRating): Promise<void> {
  const changing = { score: rating.score, reasons_json: JSON.stringify(rating.reasons), comment: rating.comment, recommend: rating.recommend, changed_at: rating.changed_ms };
  await database
    .insertInto('rating')
    .values({ conversation_id: rating.conversationId, at: rating.at_ms, ...changing })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(changing))
    .execute();
}
