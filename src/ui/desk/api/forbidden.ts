import type { ForbiddenEntry, ForbiddenFinding, ForbiddenKind } from '../../../contract/content/forbidden.ts';
import type { ForbiddenStatistics, ListedForbidden } from '../../../contract/desk/forbidden.ts';
import { request } from './request.ts';

export const fetchForbidden = (): Promise<{ entries: ListedForbidden[] }> => request('GET', '/forbidden/entries');

export const saveForbidden = (id: string, change: { rev: number; entry: ForbiddenEntry | null; off: boolean }): Promise<ListedForbidden> => request('POST', `/forbidden/entries/${id}`, change);

/** Without an entry: by everything that holds. */
export const tryForbidden = (text: string, entry?: ForbiddenEntry): Promise<{ findings: ForbiddenFinding[] }> => request('POST', '/forbidden/try', { text, ...(entry && { entry }) });

export const fetchForbiddenStatistics = (from: string, to: string, person: string | null, kind: ForbiddenKind | null): Promise<ForbiddenStatistics> =>
  request('GET', `/forbidden/statistics?${new URLSearchParams({ from, to, ...(person && { person }), ...(kind && { kind }) }).toString()}`);
