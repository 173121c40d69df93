import { auditFileQuery, auditQuery, auditResponse } from '../../../contract/desk/audit.ts';
import { exportAuditLog, readAuditLog } from '../../../desk/auditLog.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** Who did what to what, when, and from where. */
export const auditRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/audit',
    access: 'admin',
    summary: 'A page of the audit log, newest first',
    query: auditQuery,
    response: auditResponse,
    async handle({ runtime }, { query }) {
      return { status: 200, body: await readAuditLog(runtime, query) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/audit.csv',
    access: 'admin',
    summary: 'The audit log as a file for spreadsheets',
    query: auditQuery,
    async handle({ runtime }, { query, person, language, ...origin }) {
      return { status: 200, file: await exportAuditLog(runtime, signedIn(person), query, 'csv', language, origin) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/audit.xlsx',
    access: 'admin',
    summary: 'The audit log as a workbook',
    query: auditFileQuery,
    async handle({ runtime }, { query: { language: chosen, ...query }, person, language, ...origin }) {
      return { status: 200, file: await exportAuditLog(runtime, signedIn(person), query, 'xlsx', chosen ?? language, origin) };
    },
  }),
];
