import type { ConversationDetail, ConversationRow, DeskMessage, ListName } from '../../../contract/desk.ts';
import { request } from './request.ts';

type Changed = { conversation: ConversationRow };

const at = (id: string): string => `/conversations/${encodeURIComponent(id)}`;

export const fetchList = (list: ListName): Promise<{ conversations: ConversationRow[]; counts: Record<ListName, number>; read: Record<string, number> }> =>
  request('GET', `/conversations?list=${list}`);

export const fetchConversation = (id: string): Promise<ConversationDetail> => request('GET', at(id));

export const fetchMessages = (id: string, after: number): Promise<{ messages: DeskMessage[] }> => request('GET', `${at(id)}/messages?after=${after}`);

/** `after`: the last line that the writer knew. */
export const sendMessage = (
  id: string, clientId: string, text: string, after: number, checked: { reason?: string | undefined; replaced?: readonly string[] | undefined },
): Promise<{ seq: number }> => request('POST', `${at(id)}/messages`, { clientId, text, after, ...checked });

export const acceptConversation = (id: string): Promise<Changed> => request('POST', `${at(id)}/accept`, {});

export const giveBackConversation = (id: string): Promise<Changed> => request('POST', `${at(id)}/give-back`, {});

export const closeConversation = (id: string): Promise<Changed> => request('POST', `${at(id)}/close`, {});
