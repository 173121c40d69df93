import { sql, type Kysely, type Migration } from 'kysely';

/** What reports count (who had a conversation when, and one row a conversation that has ended), and what supervisors think of conversations. */
export function quality(): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      const { schema } = database;
      await schema
        .createTable('state_change')
        .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversation.id'))
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('from_state', 'text', (column) => column.notNull())
        .addColumn('to_state', 'text', (column) => column.notNull())
        .addColumn('agent_id', 'text')
        .addColumn('team_id', 'text')
        .addColumn('reason', 'text')
        .addColumn('intent', 'text')
        .execute();
      await schema.createIndex('state_change_by_conversation').on('state_change').columns(['conversation_id', 'seq']).execute();

      let tally = schema
        .createTable('tally')
        .addColumn('conversation_id', 'text', (column) => column.primaryKey().references('conversation.id'))
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('customer_key', 'text', (column) => column.notNull())
        .addColumn('emotion', 'text', (column) => column.notNull());
      for (const name of ['intent', 'team_id', 'agent_id', 'reason', 'close_reason']) tally = tally.addColumn(name, 'text');
      for (const name of ['opened_at', 'closed_at']) tally = tally.addColumn(name, 'bigint', (column) => column.notNull());
      for (const name of ['written', 'handed_over', 'served', 'replies', 'late_replies']) tally = tally.addColumn(name, 'integer', (column) => column.notNull());
      for (const name of ['reply_ms', 'handling_ms', 'longest_silence_ms']) tally = tally.addColumn(name, 'bigint', (column) => column.notNull());
      for (const name of ['wait_ms', 'first_reply_ms', 'returned_at']) tally = tally.addColumn(name, 'bigint');
      await tally.addColumn('first_kept', 'integer').execute();
      await schema.createIndex('tally_by_day').on('tally').columns(['day', 'written']).execute();
      await schema.createIndex('tally_by_end').on('tally').column('closed_at').execute();
      await schema.createIndex('tally_by_customer').on('tally').columns(['customer_key', 'intent', 'opened_at']).execute();
      await sql`create index conversation_by_end on conversation (closed_at, id) where state = 'closed'`.execute(database);
      await schema.createIndex('conversation_by_opening').on('conversation').column('opened_at').execute();
      await sql`create index ticket_by_result on ticket (done_at) where done_at is not null`.execute(database);

      let review = schema
        .createTable('review')
        .addColumn('conversation_id', 'text', (column) => column.primaryKey().references('conversation.id'))
        .addColumn('agent_id', 'text', (column) => column.notNull().references('person.id'))
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('rev', 'integer', (column) => column.notNull())
        .addColumn('picked_at', 'bigint', (column) => column.notNull())
        .addColumn('total', 'integer');
      for (const name of ['scores_json', 'comment', 'scored_by', 'answer', 'reply']) review = review.addColumn(name, 'text');
      for (const name of ['scored_at', 'answered_at', 'settled_at']) review = review.addColumn(name, 'bigint');
      await review.execute();
      await schema.createIndex('review_by_state').on('review').columns(['state', 'picked_at']).execute();
      await schema.createIndex('review_by_agent').on('review').columns(['agent_id', 'picked_at']).execute();
      await schema
        .createTable('review_reason')
        .addColumn('conversation_id', 'text', (column) => column.notNull().references('review.conversation_id'))
        .addColumn('reason', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('review_reason_primary', ['conversation_id', 'reason'])
        .execute();
    },
  };
}
