import { auditQuery, auditResponse } from '../../../contract/desk/audit.ts';
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
    async handle({ runtime }, { query, person, ...origin }) {
      return { status: 200, file: { name: 'audit.csv', type: 'text/csv; charset=utf-8', content: await exportAuditLog(runtime, signedIn(person), query, origin) } };
    },
  }),
];
