import { LIMITS } from '../../../base/limits.ts';
import type { ConversationRow } from '../../../contract/desk.ts';
import type { CustomerContext } from '../../../contract/desk/context.ts';
import type { SearchResult } from '../../../contract/desk/search.ts';
import type { Canned, CannedText, ConversationFilters, Suggestion, Tag } from '../../../contract/desk/work.ts';
import { request } from './request.ts';

const at = (id: string): string => `/conversations/${encodeURIComponent(id)}`;

function asQuery(parts: Record<string, string | number | undefined>): string {
  return new URLSearchParams(Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))).toString();
}

export const search = (text: string, filters: ConversationFilters, before?: number): Promise<{ results: SearchResult[]; before?: number }> =>
  request('GET', `/search?${asQuery({ text, before, ...filters })}`);

export const fetchContext = (id: string): Promise<CustomerContext> => request('GET', `${at(id)}/context`);

export const fetchSuggestions = (id: string): Promise<{ suggestions: Suggestion[] }> => request('GET', `${at(id)}/suggestions`);

export const writeNote = (id: string, clientId: string, text: string): Promise<{ seq: number }> => request('POST', `${at(id)}/notes`, { clientId, text });

export const recallMessage = (id: string, seq: number): Promise<void> => request('POST', `${at(id)}/messages/${seq}/recall`, {});

export const tellRead = (id: string, seq: number): Promise<void> => request('POST', `${at(id)}/read`, { seq });

export const setTags = (id: string, tags: string[]): Promise<{ conversation: ConversationRow }> => request('POST', `${at(id)}/tags`, { tags });

export const fetchTags = (): Promise<{ tags: Tag[] }> => request('GET', '/tags');
export const addTag = (name: string): Promise<{ tag: Tag }> => request('POST', '/tags', { name });
export const renameTag = (id: string, name: string): Promise<{ tag: Tag }> => request('PUT', `/tags/${encodeURIComponent(id)}`, { name });
export const removeTag = (id: string): Promise<void> => request('DELETE', `/tags/${encodeURIComponent(id)}`);

export const fetchCanned = (): Promise<{ replies: Canned[] }> => request('GET', '/canned');
export const addCanned = (shared: boolean, text: CannedText): Promise<{ reply: Canned }> => request('POST', '/canned', { shared, ...text });
export const changeCanned = (id: string, rev: number, text: CannedText): Promise<{ reply: Canned }> => request('PUT', `/canned/${encodeURIComponent(id)}`, { rev, ...text });
export const removeCanned = (id: string): Promise<void> => request('DELETE', `/canned/${encodeURIComponent(id)}`);

export const sendFile = (id: string, clientId: string, file: File): Promise<{ seq: number }> => request('POST', `${at(id)}/files?${asQuery({ clientId, name: file.name.slice(0, LIMITS.fileNameLength) })}`, file);
