import { LIMITS } from '../../../base/limits.ts';
import {
  exportQuery, importBytesSchema, importChoicesRequest, importLinesQuery, importLinesResponse, importParams, importResponse, importStartedResponse, newImportQuery,
} from '../../../contract/studio/exchange.ts';
import { exportContent } from '../../../studio/exchange/exporting.ts';
import { applyImport, decideImport, dropImport, listLines, readImport, readWaiting } from '../../../studio/exchange/waiting.ts';
import { route } from '../../route.ts';
import { authorOf } from './author.ts';

/** Content that comes in from files and goes out into them. */
export const exchangeRoutes = [
  route({
    method: 'post',
    path: '/api/v1/studio/imports',
    access: 'admin',
    summary: 'Read a file of intents or an old chat log and look at it; its bytes are the body. Nothing is changed',
    query: newImportQuery,
    body: importBytesSchema,
    uploadBytes: LIMITS.importBytes,
    response: importStartedResponse,
    async handle({ studio }, { query: { kind, file }, body, ...call }) {
      return { status: 202, body: { job: await readImport(studio, authorOf(call), { kind, file, bytes: Buffer.from(body.buffer, body.byteOffset, body.byteLength) }) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/imports/:import',
    access: 'admin',
    summary: 'What an import would do',
    params: importParams,
    response: importResponse,
    handle: ({ studio }, { params, ...call }) => Promise.resolve({ status: 200, body: readWaiting(studio, authorOf(call), params.import) }),
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/imports/:import/lines',
    access: 'admin',
    summary: 'The lines of an import, each with what it would be',
    params: importParams,
    query: importLinesQuery,
    response: importLinesResponse,
    handle: ({ studio }, { params, query: { verdict, intent, from }, ...call }) =>
      Promise.resolve({ status: 200, body: listLines(studio, authorOf(call), params.import, { verdict, intent, from: Number(from) }) }),
  }),
  route({
    method: 'put',
    path: '/api/v1/studio/imports/:import',
    access: 'admin',
    summary: 'Decide what becomes of an import, and look at it again',
    params: importParams,
    body: importChoicesRequest,
    response: importStartedResponse,
    async handle({ studio }, { params, body, ...call }) {
      return { status: 202, body: { job: await decideImport(studio, authorOf(call), params.import, body) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/imports/:import/apply',
    access: 'admin',
    summary: 'Carry an import out',
    params: importParams,
    response: importStartedResponse,
    async handle({ studio }, { params, ...call }) {
      return { status: 202, body: { job: await applyImport(studio, authorOf(call), params.import) } };
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/studio/imports/:import',
    access: 'admin',
    summary: 'Forget an import that was not carried out',
    params: importParams,
    handle({ studio }, { params, ...call }) {
      dropImport(studio, authorOf(call), params.import);
      return Promise.resolve({ status: 204 });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/export',
    access: 'admin',
    summary: 'The content draft as a file',
    query: exportQuery,
    async handle({ studio }, { query, ...call }) {
      return { status: 200, file: await exportContent(studio, authorOf(call), query) };
    },
  }),
];
