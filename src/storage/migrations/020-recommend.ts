import type { Kysely, Migration } from 'kysely';

/** How likely a customer is to recommend the shop, besides how satisfied they are. */
export function recommend(): Migration {
  return {
    async up({ schema }: Kysely<unknown>): Promise<void> {
      await schema.alterTable('rating').addColumn('recommend', 'integer').execute();
    },
  };
}
