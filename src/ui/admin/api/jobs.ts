import type { Job, JobKind } from '../../../contract/studio/jobs.ts';
import { request } from './request.ts';

const at = (id: string): string => `/jobs/${encodeURIComponent(id)}`;

export const fetchJobs = (kind: JobKind): Promise<{ jobs: Job[] }> => request('GET', `/jobs?kind=${kind}`);

export const fetchJob = (id: string): Promise<{ job: Job }> => request('GET', at(id));

export const cancelJob = (id: string): Promise<{ job: Job }> => request('POST', `${at(id)}/cancel`, {});
