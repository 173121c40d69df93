import {
  checkForbiddenRequest, checkForbiddenResponse, forbiddenEntryParams, forbiddenListResponse, forbiddenStatisticsQuery, forbiddenStatisticsResponse, saveForbiddenRequest, saveForbiddenResponse, tryForbiddenRequest,
} from '../../../contract/desk/forbidden.ts';
import { listEntries, saveEntry, tryEntry } from '../../../desk/forbidden/entries.ts';
import { statistics } from '../../../desk/forbidden/use.ts';
import { route } from '../../route.ts';
import { signedIn } from './signedIn.ts';

/** What nobody writes to a customer: the check, the list and who wrote what. */
export const forbiddenRoutes = [
  route({
    method: 'post',
    path: '/api/v1/desk/forbidden/check',
    access: 'agent',
    summary: 'What in a text is not written to customers',
    body: checkForbiddenRequest,
    response: checkForbiddenResponse,
    async handle({ runtime }, { body }) {
      return { status: 200, body: { findings: await tryEntry(runtime, body.text) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/forbidden/entries',
    access: 'admin',
    summary: 'What is not written to customers',
    response: forbiddenListResponse,
    async handle({ runtime }) {
      return { status: 200, body: { entries: await listEntries(runtime) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/forbidden/entries/:entry',
    access: 'admin',
    summary: 'Save an entry; it holds at once',
    params: forbiddenEntryParams,
    body: saveForbiddenRequest,
    response: saveForbiddenResponse,
    async handle({ runtime }, { params, body, person, address }) {
      return { status: 200, body: await saveEntry(runtime, signedIn(person), params.entry, body, address) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/desk/forbidden/try',
    access: 'admin',
    summary: 'Try an entry that is not saved yet',
    body: tryForbiddenRequest,
    response: checkForbiddenResponse,
    async handle({ runtime }, { body }) {
      return { status: 200, body: { findings: await tryEntry(runtime, body.text, body.entry) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/desk/forbidden/statistics',
    access: 'supervisor',
    summary: 'Who wrote what is not written to customers, by kind and day',
    query: forbiddenStatisticsQuery,
    response: forbiddenStatisticsResponse,
    async handle({ runtime }, { query }) {
      return { status: 200, body: await statistics(runtime, query) };
    },
  }),
];
