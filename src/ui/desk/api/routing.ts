import type { ConversationRow } from '../../../contract/desk.ts';
import type { Colleague, Offer, OwnPresence, PresenceStatus, TeamAtWork, TransferRequest } from '../../../contract/desk/routing.ts';
import { request } from './request.ts';

type Changed = { conversation: ConversationRow };

const at = (id: string): string => `/conversations/${encodeURIComponent(id)}`;

export const fetchPresence = (): Promise<{ presence: OwnPresence }> => request('GET', '/presence');

export const choosePresence = (status: PresenceStatus): Promise<{ presence: OwnPresence }> => request('POST', '/presence', { status });

export const tellIdle = (idle: boolean): Promise<{ presence: OwnPresence }> => request('POST', '/presence', { idle });

export const fetchColleagues = (): Promise<{ colleagues: Colleague[]; teams: TeamAtWork[] }> => request('GET', '/colleagues');

/** `null`: as many as the setting of the desk says. */
export const setCapacity = (personId: string, capacity: number | null): Promise<void> => request('POST', `/colleagues/${encodeURIComponent(personId)}/capacity`, { capacity });

export const fetchOffer = (): Promise<{ offer: Offer | null }> => request('GET', '/offer');

export const declineOffer = (id: string): Promise<void> => request('POST', `${at(id)}/decline`, {});

export const transferConversation = (id: string, to: TransferRequest): Promise<Changed> => request('POST', `${at(id)}/transfer`, to);

export const inviteColleague = (id: string, personId: string): Promise<Changed> => request('POST', `${at(id)}/colleagues`, { personId });

export const letColleagueGo = (id: string, personId: string): Promise<Changed> => request('DELETE', `${at(id)}/colleagues/${encodeURIComponent(personId)}`);

export const takeOverConversation = (id: string): Promise<Changed> => request('POST', `${at(id)}/take-over`, {});

export const sendWhisper = (id: string, clientId: string, text: string): Promise<{ seq: number }> => request('POST', `${at(id)}/whispers`, { clientId, text });
