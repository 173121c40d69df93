import type { DeskPerson, Role } from '../../../contract/desk.ts';
import { request } from './request.ts';

export type JoinForm = { login: string; name: string; workerNumber: string; password: string };
export type ListedPerson = DeskPerson & { online: boolean };

export const fetchSession = (): Promise<{ person: DeskPerson }> => request('GET', '/session');

export const signIn = (login: string, password: string): Promise<{ person: DeskPerson }> => request('POST', '/session', { login, password });

export const signOut = (): Promise<void> => request('DELETE', '/session');

export const fetchLink = (token: string): Promise<{ role: Role }> => request('GET', `/links?token=${encodeURIComponent(token)}`);

export const join = (token: string, form: JoinForm): Promise<{ person: DeskPerson }> => request('POST', '/persons', { token, ...form });

export const fetchPeople = (): Promise<{ persons: ListedPerson[] }> => request('GET', '/persons');

export const invite = (role: Role): Promise<{ path: string; expiresAt: string }> => request('POST', '/invitations', { role });
