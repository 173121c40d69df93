import type { DeskPerson, Link, Role } from '../../../contract/desk.ts';
import type { Account, AccountChange, Me, OwnSession } from '../../../contract/desk/people.ts';
import type { Membership, Team } from '../../../contract/desk/team.ts';
import { request } from './request.ts';

export type JoinForm = { login: string; name: string; workerNumber: string; password: string };
export type OneTimeLink = { path: string; expiresAt: string };

export const fetchSession = (): Promise<{ person: DeskPerson }> => request('GET', '/session');

export const signIn = (login: string, password: string, code?: string): Promise<{ person: DeskPerson }> => request('POST', '/session', { login, password, ...(code !== undefined && { code }) });

export const signOut = (): Promise<void> => request('DELETE', '/session');

export const fetchLink = (token: string): Promise<Link> => request('GET', `/links?token=${encodeURIComponent(token)}`);

export const join = (token: string, form: JoinForm): Promise<{ person: DeskPerson }> => request('POST', '/persons', { token, ...form });

export const resetPassword = (token: string, password: string): Promise<void> => request('POST', '/password', { token, password });

export const fetchPeople = (): Promise<{ persons: Account[]; teams: Team[] }> => request('GET', '/persons');

export const invite = (role: Role, teams: Membership[]): Promise<OneTimeLink> => request('POST', '/invitations', { role, teams });

const at = (id: string): string => `/persons/${encodeURIComponent(id)}`;

export const changePerson = (id: string, change: AccountChange): Promise<{ person: Account }> => request('PUT', at(id), change);

export const actOnPerson = (id: string, deed: 'disable' | 'enable' | 'totp-reset'): Promise<{ person: Account }> => request('POST', `${at(id)}/${deed}`, {});

export const makeResetLink = (id: string): Promise<OneTimeLink> => request('POST', `${at(id)}/reset-link`, {});

export const addTeam = (name: string): Promise<{ team: Team }> => request('POST', '/teams', { name });

export const renameTeam = (id: string, name: string): Promise<{ team: Team }> => request('PUT', `/teams/${encodeURIComponent(id)}`, { name });

export const removeTeam = (id: string): Promise<void> => request('DELETE', `/teams/${encodeURIComponent(id)}`);

export const fetchMe = (): Promise<Me> => request('GET', '/me');

export const changeMyName = (name: string): Promise<{ person: DeskPerson }> => request('PUT', '/me', { name });

export const changePassword = (current: string, password: string): Promise<{ person: DeskPerson }> => request('POST', '/me/password', { current, password });

export const beginTotp = (password: string): Promise<{ secret: string; address: string }> => request('POST', '/me/totp', { password });

export const confirmTotp = (code: string): Promise<{ recoveryCodes: string[] }> => request('POST', '/me/totp/confirm', { code });

export const turnOffTotp = (password: string): Promise<void> => request('POST', '/me/totp/off', { password });

export const renewRecoveryCodes = (password: string): Promise<{ recoveryCodes: string[] }> => request('POST', '/me/recovery-codes', { password });

export const fetchSessions = (): Promise<{ sessions: OwnSession[] }> => request('GET', '/me/sessions');

export const endSession = (id: string): Promise<void> => request('DELETE', `/me/sessions/${encodeURIComponent(id)}`);

export const endOtherSessions = (): Promise<void> => request('POST', '/me/sessions/end-others', {});
