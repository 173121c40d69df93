import { Router } from 'express';
import { readiness } from '../../conversation/readiness.ts';
import type { Metrics } from '../metrics.ts';
import type { Server } from '../route.ts';

/** `/health`: the process lives. `/ready`: it can take a turn. `/metrics`: figures for Prometheus. */
export function healthRoutes({ runtime }: Server, metrics: Metrics): Router {
  const router = Router();
  router.get('/health', (_request, response) => void response.json({ status: 'alive' }));
  router.get('/ready', async (_request, response) => {
    const { ready, release, problem } = await readiness(runtime);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not_ready', release, ...(problem && { problem }) });
  });
  router.get('/metrics', async (_request, response) => void response.type(metrics.registry.contentType).send(await metrics.registry.metrics()));
  return router;
}
