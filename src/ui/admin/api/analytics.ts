import type { Analytics, AnalyticsSentence, Failure, Topics } from '../../../contract/studio/analytics.ts';
import type { Period } from '../../shared/period.ts';
import { request } from './request.ts';

const days = ({ from, to }: Period): string => `from=${from}&to=${to}`;

export const fetchAnalytics = (period: Period): Promise<Analytics> => request('GET', `/analytics?${days(period)}`, undefined, { timeout_ms: 30_000 });

/** Comparing thousands of lines takes its time. */
export const fetchTopics = (period: Period): Promise<Topics> => request('GET', `/analytics/topics?${days(period)}`, undefined, { timeout_ms: 60_000 });

/** `intent` null: of lines that came near no intent. */
export const fetchSentences = (period: Period, intent: string | null, failure: Failure): Promise<{ sentences: AnalyticsSentence[]; more: boolean }> =>
  request('GET', `/analytics/sentences?${days(period)}&intent=${encodeURIComponent(intent ?? 'none')}&failure=${failure}`);
