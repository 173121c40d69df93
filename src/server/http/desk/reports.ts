import { reportFileQuery, reportQuery, reportResponse, wallResponse } from '../../../contract/desk/report.ts';
import { exportReport } from '../../../desk/report/file.ts';
import { reportOn } from '../../../desk/report/report.ts';
import { readWall } from '../../../desk/report/wall.ts';
import { route } from '../../route.ts';
import { caller } from './signedIn.ts';

/** What supervisors see of the whole desk: the wall and the reports. */
export const reportRoutes = [
  route({
    method: 'get',
    path: '/api/v1/desk/wall',
    access: 'supervisor',
    summary: 'The desk at this moment: who waits, who works, which limits are about to break',
    response: wallResponse,
    async handle({ runtime }) {
      return { status: 200, body: await readWall(runtime) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/reports',
    access: 'supervisor',
    summary: 'Figures of the conversations that ended in some days, by day, intent, team or agent',
    query: reportQuery,
    response: reportResponse,
    async handle({ runtime }, { query }) {
      return { status: 200, body: await reportOn(runtime, query) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/reports.csv',
    access: 'supervisor',
    summary: 'The same figures as a file for spreadsheets',
    query: reportQuery,
    async handle({ runtime }, { query, ...call }) {
      return { status: 200, file: await exportReport(runtime, caller(call), query, 'csv', call.language, call) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/reports.xlsx',
    access: 'supervisor',
    summary: 'The same figures as a workbook',
    query: reportFileQuery,
    async handle({ runtime }, { query: { language, ...query }, ...call }) {
      return { status: 200, file: await exportReport(runtime, caller(call), query, 'xlsx', language ?? call.language, call) };
    },
  }),
];
