import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { Tag } from '../contract/desk/work.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { audit } from '../storage/audit.ts';
import { lockConversation } from '../storage/conversation.ts';
import type { Database } from '../storage/schema.ts';
import { deleteTag, findTagByName, insertTag, listTags, renameTag, setTags } from '../storage/tag.ts';

export async function allTags(runtime: Runtime): Promise<Tag[]> {
  return listTags(runtime.storage.read);
}

/** @throws JiedaError `tag.name_taken`, `tag.too_many`. */
export async function addTag(runtime: Runtime, by: DeskPerson, name: string): Promise<Tag> {
  return runtime.storage.transaction(async (database) => {
    if ((await listTags(database)).length >= LIMITS.tags) throw new JiedaError('tag.too_many');
    if (await findTagByName(database, name)) throw new JiedaError('tag.name_taken');
    const tag = { id: runtime.ids.id(), name };
    await insertTag(database, tag, runtime.clock.now_ms());
    await note(runtime, database, by, tag.id, { added: name });
    return tag;
  });
}

/** @throws JiedaError `tag.not_found`, `tag.name_taken`. */
export async function changeTag(runtime: Runtime, by: DeskPerson, tag: Tag): Promise<Tag> {
  await runtime.storage.transaction(async (database) => {
    const holder = await findTagByName(database, tag.name);
    if (holder !== undefined && holder.id !== tag.id) throw new JiedaError('tag.name_taken');
    if (!(await renameTag(database, tag))) throw new JiedaError('tag.not_found');
    await note(runtime, database, by, tag.id, { renamed: tag.name });
  });
  return tag;
}

/** Removes a tag, also from every conversation that has it. @throws JiedaError `tag.not_found`. */
export async function removeTag(runtime: Runtime, by: DeskPerson, id: string): Promise<void> {
  await runtime.storage.transaction(async (database) => {
    if (!(await deleteTag(database, id))) throw new JiedaError('tag.not_found');
    await note(runtime, database, by, id, { removed: true });
  });
}

/** A conversation has exactly these tags from now on. @throws JiedaError `conversation.not_found`, `tag.not_found`. */
export async function tagConversation(runtime: Runtime, conversationId: string, tags: readonly string[]): Promise<void> {
  const wanted = [...new Set(tags)];
  const seq = await runtime.storage.transaction(async (database) => {
    const conversation = await lockConversation(database, conversationId);
    if (conversation === undefined) throw new JiedaError('conversation.not_found');
    const known = new Set((await listTags(database)).map(({ id }) => id));
    if (wanted.some((id) => !known.has(id))) throw new JiedaError('tag.not_found');
    await setTags(database, conversationId, wanted);
    return conversation.seq;
  });
  runtime.events.publish({ type: 'conversation', id: conversationId, seq, moved: false });
}

async function note(runtime: Runtime, database: Database, by: DeskPerson, id: string, details: Record<string, unknown>): Promise<void> {
  await audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'setting.changed', on: 'tags', from: null, details: { tag: id, ...details } });
}
