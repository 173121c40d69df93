import type { CheckedConversations, ConversationDocument, ConversationFile } from '../../../contract/studio/conversations.ts';
import type { TestLine } from '../../../contract/content/testset.ts';
import type { TestLineResult, TestsetDocument } from '../../../contract/studio/testset.ts';
import { request } from './request.ts';

const at = (id: string): string => `/conversations/${encodeURIComponent(id)}`;

export const fetchConversationFiles = (): Promise<{ edits: boolean; files: ConversationFile[] }> => request('GET', '/conversations');

export const fetchConversations = (id: string): Promise<{ edits: boolean; document: ConversationDocument }> => request('GET', at(id));

export const saveConversations = (id: string, rev: string | null, content: string): Promise<{ document: ConversationDocument }> => request('PUT', at(id), { rev, content });

export const removeConversations = (id: string, rev: string): Promise<void> => request('POST', `${at(id)}/remove`, { rev });

export const checkConversations = (content: string): Promise<CheckedConversations> => request('POST', '/conversation-tests/check', { content });

export const runConversations = (file?: string, line?: number): Promise<{ job: string }> =>
  request('POST', '/conversation-tests/run', { ...(file !== undefined && { file }), ...(line !== undefined && { line }) });

export const fetchTestset = (): Promise<{ edits: boolean; document: TestsetDocument }> => request('GET', '/testset');

export const saveTestset = (document: TestsetDocument): Promise<{ document: TestsetDocument }> => request('PUT', '/testset', { document });

export const checkTestset = (lines: TestLine[]): Promise<{ release: number; lines: TestLineResult[] }> => request('POST', '/testset/check', { lines });
