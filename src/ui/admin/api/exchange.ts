import type { ImportChoices, ImportLine, ImportVerdict, LogChoices, WaitingImport } from '../../../contract/studio/exchange.ts';
import { request } from './request.ts';

/** A large file takes its time on a slow line. */
const UPLOAD_MS = 300_000;
const at = (id: string): string => `/imports/${encodeURIComponent(id)}`;

export const uploadImport = (kind: 'intents' | 'log', file: File): Promise<{ job: string }> =>
  request('POST', `/imports?${new URLSearchParams({ kind, file: file.name.slice(-120) }).toString()}`, new Blob([file]), { timeout_ms: UPLOAD_MS });

export const fetchImport = (id: string): Promise<WaitingImport> => request('GET', at(id));

export const fetchImportLines = (id: string, verdict: ImportVerdict | null, from: number): Promise<{ lines: ImportLine[]; total: number }> =>
  request('GET', `${at(id)}/lines?${new URLSearchParams({ from: String(from), ...(verdict && { verdict }) }).toString()}`);

export const decideImport = (id: string, choices: { intents?: ImportChoices; log?: LogChoices }): Promise<{ job: string }> => request('PUT', at(id), choices);

export const applyImport = (id: string): Promise<{ job: string }> => request('POST', `${at(id)}/apply`, {});

export const dropImport = (id: string): Promise<void> => request('DELETE', at(id));

/** Where the browser fetches an export. */
export const exportAddress = (what: string, format: string): string => `/api/v1/studio/export?${new URLSearchParams({ what, format }).toString()}`;
