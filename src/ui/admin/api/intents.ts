import type { IntentDocument } from '../../../contract/content/intent.ts';
import type { Meaning } from '../../../contract/meaning.ts';
import type { CheckedLine, ExampleMark, IntentSummary, IntentUses, TriedRule } from '../../../contract/studio/intents.ts';
import { request } from './request.ts';

const at = (id: string): string => `/intents/${encodeURIComponent(id)}`;

export const fetchIntents = (): Promise<{ edits: boolean; intents: IntentSummary[] }> => request('GET', '/intents');

export const fetchIntent = (id: string): Promise<{ edits: boolean; document: IntentDocument }> => request('GET', at(id));

export const saveIntent = (document: IntentDocument): Promise<{ document: IntentDocument }> => request('PUT', at(document.id), { document });

export const fetchIntentUses = (id: string): Promise<IntentUses> => request('GET', `${at(id)}/uses`);

export const removeIntent = (id: string, rev: number): Promise<void> => request('POST', `${at(id)}/remove`, { rev });

export const moveExamples = (id: string, rev: number, to: string, texts: string[]): Promise<{ document: IntentDocument }> =>
  request('POST', `${at(id)}/move`, { rev, to, texts });

export const fetchMarks = (id: string): Promise<{ marks: ExampleMark[] }> => request('GET', `${at(id)}/marks`);

export const checkLines = (intent: string, texts: string[]): Promise<{ lines: CheckedLine[] }> => request('POST', '/examples/check', { intent, texts });

export const tryRule = (intent: string, pattern: string, text: string): Promise<TriedRule> => request('POST', '/rules/try', { intent, pattern, text });

export const understand = (text: string): Promise<{ meaning: Meaning }> => request('POST', '/understand', { text });
