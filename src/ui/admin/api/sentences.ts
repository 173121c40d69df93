import type { DecideRequest, Decision, DraftReport, ReviewProgress, ReviewSetting, SentenceContext, SentenceFilter, SentenceGroup } from '../../../contract/studio/review.ts';
import type { StoredSetting } from '../../../contract/desk/settings.ts';
import { request, requestDesk } from './request.ts';

export const claimGroups = (filter: SentenceFilter, count: number, held: string[], passed: string[]): Promise<{ groups: SentenceGroup[] }> =>
  request('POST', '/sentences/claim', { filter, count, held, passed });

export const releaseGroups = (groups: string[]): Promise<void> => request('POST', '/sentences/release', { groups });

export const decide = (decision: DecideRequest): Promise<{ decision: Decision }> => request('POST', '/sentences/decisions', decision);

export const undo = (decision: string): Promise<{ group: SentenceGroup | null }> => request('POST', `/sentences/decisions/${encodeURIComponent(decision)}/undo`, {});

export const fetchProgress = (): Promise<ReviewProgress> => request('GET', '/sentences/progress');

export const fetchContext = (sentence: string): Promise<SentenceContext> => request('GET', `/sentences/${encodeURIComponent(sentence)}/context`);

/** The conversation of a sentence, from its beginning. */
export const fetchWhole = (sentence: string): Promise<SentenceContext> => request('GET', `/sentences/${encodeURIComponent(sentence)}/context?whole=true`);

/** Looks at all examples of the draft, which takes a while. */
export const putIntoDraft = (): Promise<DraftReport> => request('POST', '/sentences/draft', {}, { timeout_ms: 60_000 });

export const fetchReviewSetting = async (): Promise<{ rev: number; value: ReviewSetting }> => {
  const { settings } = await requestDesk<{ settings: StoredSetting[] }>('GET', '/settings');
  const { rev, value } = settings.find(({ name }) => name === 'studio.review')!;
  return { rev, value: value as ReviewSetting };
};

export const saveReviewSetting = (rev: number, value: ReviewSetting): Promise<unknown> => requestDesk('PUT', '/settings/studio.review', { rev, value });
