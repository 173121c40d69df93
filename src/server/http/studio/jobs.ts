import { jobParams, jobResponse, jobsQuery, jobsResponse } from '../../../contract/studio/jobs.ts';
import { cancelJob } from '../../../studio/job/job.ts';
import { listJobs, readJob } from '../../../studio/job/view.ts';
import { route } from '../../route.ts';
import { authorOf } from './author.ts';

/** Long work of the studio: how far it is, what came of it, and ending it. */
export const jobRoutes = [
  route({
    method: 'get',
    path: '/api/v1/studio/jobs',
    access: 'admin',
    summary: 'The newest jobs, of one kind or of all',
    query: jobsQuery,
    response: jobsResponse,
    async handle({ studio }, { query: { kind } }) {
      return { status: 200, body: { jobs: await listJobs(studio, kind) } };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/studio/jobs/:job',
    access: 'admin',
    summary: 'How far a job is, or what came of it',
    params: jobParams,
    response: jobResponse,
    async handle({ studio }, { params: { job } }) {
      return { status: 200, body: { job: await readJob(studio, job) } };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/studio/jobs/:job/cancel',
    access: 'admin',
    summary: 'End a job that runs',
    params: jobParams,
    response: jobResponse,
    async handle({ studio }, { params: { job }, ...call }) {
      await cancelJob(studio, authorOf(call), job);
      return { status: 200, body: { job: await readJob(studio, job) } };
    },
  }),
];
