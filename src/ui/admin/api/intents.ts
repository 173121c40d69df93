import type { IntentDocument } from '../../../contract/content/intent.ts';
import type { IntentSummary } from '../../../contract/studio/intents.ts';
import { request } from './request.ts';

const at = (id: string): string => `/intents/${encodeURIComponent(id)}`;

export const fetchIntents = (): Promise<{ edits: boolean; intents: IntentSummary[] }> => request('GET', '/intents');

export const fetchIntent = (id: string): Promise<{ edits: boolean; document: IntentDocument }> => request('GET', at(id));

export const saveIntent = (document: IntentDocument): Promise<{ document: IntentDocument }> => request('PUT', at(document.id), { document });

export const moveExamples = (id: string, rev: number, to: string, texts: string[]): Promise<{ document: IntentDocument }> =>
  request('POST', `${at(id)}/move`, { rev, to, texts });
