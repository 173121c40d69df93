import { sql, type Kysely, type Migration } from 'kysely';

/** What the desk does with tickets: teams, clocks that start anew, approval, incident reports, duplicates; and who goes on from a conversation. */
export function ticketsDesk(): Migration {
  return {
    async up(database: Kysely<unknown>): Promise<void> {
      const { schema } = database;
      // One column a statement: SQLite takes no more.
      for (const name of ['team_id', 'merged_into', 'approval_state', 'approval_by', 'report_json', 'client_id']) {
        await schema.alterTable('ticket').addColumn(name, 'text').execute();
      }
      for (const name of ['remind_at', 'asked_at', 'approval_at', 'answer_due_at']) {
        await schema.alterTable('ticket').addColumn(name, 'bigint').execute();
      }
      for (const name of ['clock_at', 'told_at']) {
        await schema.alterTable('ticket').addColumn(name, 'bigint', (column) => column.notNull().defaultTo(0)).execute();
      }
      await sql`update ticket set clock_at = opened_at, team_id = case when skill <> 'common' then skill end`.execute(database);
      await sql`update ticket set remind_at = opened_at + (due_at - opened_at) * 8 / 10 where due_at is not null`.execute(database);
      await sql`update ticket set told_at = coalesce((select max(at) from ticket_entry where ticket_number = ticket.number and kind = 'feedback'), opened_at)`.execute(database);
      await schema.createIndex('ticket_by_assignee').on('ticket').columns(['assignee_id', 'state']).execute();
      await sql`create index ticket_merged on ticket (merged_into) where merged_into is not null`.execute(database);
      await sql`create unique index ticket_by_client on ticket (recorded_by, client_id) where client_id is not null`.execute(database);
      await schema.createIndex('ticket_by_change').on('ticket').columns(['updated_at', 'number']).execute();
      await sql`create index conversation_by_previous on conversation (previous_id) where previous_id is not null`.execute(database);
    },
  };
}
