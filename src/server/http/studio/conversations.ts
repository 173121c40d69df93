import {
  checkConversationsRequest, checkConversationsResponse, conversationDocumentResponse, conversationFileParams, conversationFilesResponse, removeConversationsRequest,
  runConversationsRequest, runConversationsResponse, saveConversationsRequest,
} from '../../../contract/studio/conversations.ts';
import { examineConversations, listConversations, readConversations, removeConversations, runConversations, saveConversations } from '../../../studio/content/conversations.ts';
import { route } from '../../route.ts';
import { authorOf } from './author.ts';

/** The files of conversation tests: how whole conversations should go. */
export const conversationTestRoutes = [
  route({
    method: 'get',
    path: '/api/v1/studio/conversations',
    access: 'admin',
    summary: 'The files of conversation tests, with what stands in each and what cannot be read',
    response: conversationFilesResponse,
    async handle({ studio }) {
      return { status: 200, body: { edits: studio.edits, files: await listConversations(studio) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/conversations/:file',
    access: 'admin',
    summary: 'One file of conversation tests as it is written',
    params: conversationFileParams,
    response: conversationDocumentResponse,
    async handle({ studio }, { params: { file } }) {
      return { status: 200, body: { edits: studio.edits, document: await readConversations(studio, file) } };
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/studio/conversations/:file',
    access: 'admin',
    summary: 'Save a file of conversation tests; refused with what it is now when somebody else has saved it meanwhile',
    params: conversationFileParams,
    body: saveConversationsRequest,
    response: conversationDocumentResponse,
    async handle({ studio }, { params: { file }, body: { rev, content }, ...call }) {
      return { status: 200, body: { edits: studio.edits, document: await saveConversations(studio, authorOf(call), file, rev, content) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/conversations/:file/remove',
    access: 'admin',
    summary: 'Remove a file of conversation tests; its versions stay',
    params: conversationFileParams,
    body: removeConversationsRequest,
    async handle({ studio }, { params: { file }, body: { rev }, ...call }) {
      await removeConversations(studio, authorOf(call), file, rev);
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/conversation-tests/check',
    access: 'admin',
    summary: 'Read conversation tests that need not be saved',
    body: checkConversationsRequest,
    response: checkConversationsResponse,
    handle: (_server, { body: { content } }) => Promise.resolve({ status: 200, body: examineConversations(content) }),
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/conversation-tests/run',
    access: 'admin',
    summary: 'Play conversation tests with the dialogs of the draft, as a job of kind `conversations`',
    body: runConversationsRequest,
    response: runConversationsResponse,
    async handle({ studio }, { body, ...call }) {
      return { status: 200, body: { job: await runConversations(studio, authorOf(call), body) } };
    },
  }),
];
