import type { JudgedSentence, JudgedSet } from '../../../contract/studio/evaluation.ts';
import type { Compared, Comparison, DraftChanges, FindingOfDraft, ReleaseDetails, ReleaseSummary } from '../../../contract/studio/releases.ts';
import type { UnderstandingDocument } from '../../../contract/studio/understanding.ts';
import type { Gate } from '../../../contract/desk/settings.ts';
import type { IntentDocument } from '../../../contract/content/intent.ts';
import { request, requestDesk } from './request.ts';

export type ReleaseList = { edits: boolean; releases: ReleaseSummary[]; rollBackTo: number | null; mayForce: boolean };

export const fetchReleases = (): Promise<ReleaseList> => request('GET', '/releases');

export const fetchRelease = (number: number): Promise<ReleaseDetails> => request('GET', `/releases/${number}`);

export const fetchDraft = (): Promise<DraftChanges> => request('GET', '/releases/draft');

export const fetchFindings = (): Promise<{ findings: FindingOfDraft[] }> => request('GET', '/releases/draft/findings', undefined, { timeout_ms: 60_000 });

export const train = (note: string): Promise<{ job: string }> => request('POST', '/releases/train', note === '' ? {} : { note });

export const evaluate = (number: number): Promise<{ job: string }> => request('POST', `/releases/${number}/evaluate`, {});

export const publish = (number: number, reason: string): Promise<{ release: number }> => request('POST', `/releases/${number}/publish`, reason === '' ? {} : { reason });

export const rollBack = (to: number): Promise<{ release: number }> => request('POST', '/releases/rollback', { to });

export const removeRelease = (number: number): Promise<void> => request('DELETE', `/releases/${number}`);

export const fetchSentences = (number: number, set: JudgedSet, wanted: { expected?: string; got?: string; kind?: 'wrong' | 'emotion' }): Promise<{ total: number; sentences: JudgedSentence[] }> =>
  request('GET', `/releases/${number}/sentences?${new URLSearchParams({ set, ...wanted }).toString()}`);

export const fetchComparison = (number: number, other: number, set: JudgedSet, change: Compared, offset: number): Promise<Comparison> =>
  request('GET', `/releases/${number}/comparison?${new URLSearchParams({ with: String(other), set, change, offset: String(offset) }).toString()}`);

export const splitIntent = (from: string, split: Pick<IntentDocument, 'id' | 'name' | 'domain' | 'rev'> & { texts: string[] }): Promise<{ document: IntentDocument }> =>
  request('POST', `/intents/${encodeURIComponent(from)}/split`, split);

export const fetchUnderstanding = (): Promise<{ edits: boolean; document: UnderstandingDocument }> => request('GET', '/understanding');

export const saveUnderstanding = (document: UnderstandingDocument): Promise<{ document: UnderstandingDocument }> => request('PUT', '/understanding', { document });

/** The gate as it is set, with the number of its last change; `value` null: never set. */
export async function fetchGate(): Promise<{ rev: number; value: Gate }> {
  const { settings } = await requestDesk<{ settings: { name: string; value: unknown; rev: number }[] }>('GET', '/settings');
  const { rev, value } = settings.find(({ name }) => name === 'studio.gate')!;
  return { rev, value: value as Gate };
}

export const saveGate = (rev: number, value: Gate): Promise<unknown> => requestDesk('PUT', '/settings/studio.gate', { rev, value });
