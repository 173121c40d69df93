import type { Review, ReviewState, Scores } from '../../../contract/desk/quality.ts';
import type { Report, ReportBy, Wall } from '../../../contract/desk/report.ts';
import type { FileFormat } from './audit.ts';
import { request } from './request.ts';

export type ReportChoice = { from: string; to: string; by: ReportBy; intent: string; team: string; agent: string };
export type Reviews = { reviews: Review[]; more: boolean; counts: Record<ReviewState, number> };

/** The query of a report; what is not chosen is left out. */
export function reportQueryOf(choice: ReportChoice): string {
  return new URLSearchParams(Object.entries(choice).filter(([, value]) => value !== '')).toString();
}

export const fetchReport = (choice: ReportChoice): Promise<Report> => request('GET', `/reports?${reportQueryOf(choice)}`);

/** Where the browser fetches the same figures as a file; a workbook in the words of a language. */
export const reportFile = (choice: ReportChoice, format: FileFormat, language: string): string =>
  `/api/v1/desk/reports.${format}?${reportQueryOf(choice)}${format === 'xlsx' ? `&language=${language}` : ''}`;

export const fetchWall = (): Promise<Wall> => request('GET', '/wall');

export function fetchReviews(choice: { state: ReviewState | ''; before: string }): Promise<Reviews> {
  return request('GET', `/reviews?${new URLSearchParams(Object.entries(choice).filter(([, value]) => value !== '')).toString()}`);
}

const at = (id: string): string => `/reviews/${encodeURIComponent(id)}`;

export const fetchReview = (id: string): Promise<{ review: Review }> => request('GET', at(id));

export const pickConversation = (conversationId: string): Promise<{ review: Review }> => request('POST', '/reviews', { conversationId });

export const sendScore = (id: string, score: { rev: number; scores: Scores; comment: string; reply?: string }): Promise<{ review: Review }> => request('PUT', `${at(id)}/score`, score);

export const sendAnswer = (id: string, answer: { rev: number; appeal: boolean; text: string }): Promise<{ review: Review }> => request('PUT', `${at(id)}/answer`, answer);
