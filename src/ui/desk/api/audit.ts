import type { AuditLine, AuditQuery } from '../../../contract/desk/audit.ts';
import { request } from './request.ts';

const search = (query: AuditQuery): string => new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))).toString();

export const fetchAudit = (query: AuditQuery): Promise<{ lines: AuditLine[]; more: boolean }> => request('GET', `/audit?${search(query)}`);

/** Where the browser fetches the same lines as a file. */
export const auditFile = (query: AuditQuery): string => `/api/v1/desk/audit.csv?${search(query)}`;
