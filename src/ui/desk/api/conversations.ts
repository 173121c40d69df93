import type { ConversationDetail, ConversationRow, DeskMessage, ListAnswer, ListName } from '../../../contract/desk.ts';
import type { ConversationFilters } from '../../../contract/desk/work.ts';
import { request } from './request.ts';

type Changed = { conversation: ConversationRow };

const at = (id: string): string => `/conversations/${encodeURIComponent(id)}`;

/** `after`: `next` of the page before. */
export const fetchList = (list: ListName, query: ConversationFilters & { after?: string } = {}): Promise<ListAnswer> =>
  request('GET', `/conversations?${new URLSearchParams(Object.entries<string | undefined>({ list, ...query }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))).toString()}`);

export const fetchConversation = (id: string): Promise<ConversationDetail> => request('GET', at(id));

export const fetchMessages = (id: string, after: number): Promise<{ messages: DeskMessage[] }> => request('GET', `${at(id)}/messages?after=${after}`);

/** `after`: the last line that the writer knew. */
export const sendMessage = (
  id: string, clientId: string, text: string, after: number, checked: { reason?: string | undefined; replaced?: readonly string[] | undefined },
): Promise<{ seq: number }> => request('POST', `${at(id)}/messages`, { clientId, text, after, ...checked });

export const acceptConversation = (id: string): Promise<Changed> => request('POST', `${at(id)}/accept`, {});

export const giveBackConversation = (id: string): Promise<Changed> => request('POST', `${at(id)}/give-back`, {});

export const closeConversation = (id: string): Promise<Changed> => request('POST', `${at(id)}/close`, {});
