import type { Database } from './schema.ts';

export type StoredTag = { id: string; name: string };

export async function listTags(database: Database): Promise<StoredTag[]> {
  return database.selectFrom('tag').select(['id', 'name']).orderBy('created_at').orderBy('id').execute();
}

export async function findTagByName(database: Database, name: string): Promise<StoredTag | undefined> {
  return database.selectFrom('tag').select(['id', 'name']).where('name', '=', name).executeTakeFirst();
}

export async function insertTag(database: Database, { id, name }: StoredTag, now_ms: number): Promise<void> {
  await database.insertInto('tag').values({ id, name, created_at: now_ms }).execute();
}

/** @returns whether there is such a tag. */
export async function renameTag(database: Database, { id, name }: StoredTag): Promise<boolean> {
  return (await database.updateTable('tag').set({ name }).where('id', '=', id).executeTakeFirst()).numUpdatedRows > 0n;
}

/** Removes a tag, also from every conversation. @returns whether there was such a tag. */
export async function deleteTag(database: Database, id: string): Promise<boolean> {
  await database.deleteFrom('conversation_tag').where('tag_id', '=', id).execute();
  return (await database.deleteFrom('tag').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n;
}

/** A conversation has exactly these tags from now on. */
export async function setTags(database: Database, conversationId: string, tagIds: readonly string[]): Promise<void> {
  await database.deleteFrom('conversation_tag').where('conversation_id', '=', conversationId).execute();
  if (tagIds.length > 0) await database.insertInto('conversation_tag').values(tagIds.map((tag_id) => ({ conversation_id: conversationId, tag_id }))).execute();
}

/** The tags of these conversations, in the order of the list of tags. */
export async function tagsOf(database: Database, conversationIds: readonly string[]): Promise<Map<string, StoredTag[]>> {
  const tags = new Map<string, StoredTag[]>();
  if (conversationIds.length === 0) return tags;
  const rows = await database
    .selectFrom('conversation_tag')
    .innerJoin('tag', 'tag.id', 'conversation_tag.tag_id')
    .select(['conversation_tag.conversation_id', 'tag.id', 'tag.name'])
    .where('conversation_tag.conversation_id', 'in', conversationIds)
    .orderBy('tag.created_at')
    .orderBy('tag.id')
    .execute();
  for (const { conversation_id, id, name } of rows) tags.set(conversation_id, [...(tags.get(conversation_id) ?? []), { id, name }]);
  return tags;
}
