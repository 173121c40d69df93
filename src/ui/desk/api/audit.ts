import type { AuditLine, AuditQuery } from '../../../contract/desk/audit.ts';
import { request } from './request.ts';

const search = (query: AuditQuery): string => new URLSearchParams(Object.entries(query).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]))).toString();

export const fetchAudit = (query: AuditQuery): Promise<{ lines: AuditLine[]; more: boolean }> => request('GET', `/audit?${search(query)}`);

export type FileFormat = 'xlsx' | 'csv';

/** Where the browser fetches the same lines as a file; a workbook in the words of a language. */
export const auditFile = (query: AuditQuery, format: FileFormat, language: string): string =>
  `/api/v1/desk/audit.${format}?${search(query)}${format === 'xlsx' ? `&language=${language}` : ''}`;
