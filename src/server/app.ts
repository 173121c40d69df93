import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import { requireKey, requirePerson } from './access.ts';
import { API_KEY_PREFIX } from '../contract/desk/apiKeys.ts';
import { toAnswerable } from './failure.ts';
import { demoRoutes } from './http/demo.ts';
import { accountRoutes } from './http/desk/account.ts';
import { apiKeyRoutes } from './http/desk/apiKeys.ts';
import { auditRoutes } from './http/desk/audit.ts';
import { conversationRoutes } from './http/desk/conversations.ts';
import { customerDataRoutes } from './http/desk/customerData.ts';
import { embedRoutes } from './http/desk/embed.ts';
import { forbiddenRoutes } from './http/desk/forbidden.ts';
import { meRoutes } from './http/desk/me.ts';
import { peopleRoutes } from './http/desk/people.ts';
import { routingRoutes } from './http/desk/routing.ts';
import { qualityRoutes } from './http/desk/quality.ts';
import { deskLookRoutes } from './http/desk/look.ts';
import { reportRoutes } from './http/desk/reports.ts';
import { settingRoutes } from './http/desk/settings.ts';
import { teamRoutes } from './http/desk/teams.ts';
import { ticketRoutes } from './http/desk/tickets.ts';
import { webhookRoutes } from './http/desk/webhooks.ts';
import { workRoutes } from './http/desk/work.ts';
import { conversationTestRoutes } from './http/studio/conversations.ts';
import { analyticsRoutes } from './http/studio/analytics.ts';
import { dialogRoutes } from './http/studio/dialogs.ts';
import { exchangeRoutes } from './http/studio/exchange.ts';
import { historyRoutes } from './http/studio/history.ts';
import { intentRoutes } from './http/studio/intents.ts';
import { jobRoutes } from './http/studio/jobs.ts';
import { lexiconRoutes } from './http/studio/lexicons.ts';
import { sentenceRoutes } from './http/studio/sentences.ts';
import { releaseRoutes } from './http/studio/releases.ts';
import { shadowRoutes } from './http/studio/shadow.ts';
import { understandingRoutes } from './http/studio/understanding.ts';
import { testsetRoutes } from './http/studio/testset.ts';
import { documentationPage, openApi } from './http/openapi.ts';
import { healthRoutes } from './http/health.ts';
import { lookRoutes } from './http/look.ts';
import { understandRoutes } from './http/understand.ts';
import { visitorRoutes } from './http/visitor.ts';
import { visitorFileRoutes } from './http/visitorFiles.ts';
import { take } from './limiters.ts';
import type { Metrics } from './metrics.ts';
import type { Origins } from './origin.ts';
import { bearerOf, languageOf, register, sessionTokenOf } from './register.ts';
import type { Server } from './route.ts';

/** Every route of the program, in one table. */
export const ROUTES = [
  ...visitorRoutes,
  ...visitorFileRoutes,
  ...lookRoutes,
  ...demoRoutes,
  ...accountRoutes,
  ...meRoutes,
  ...peopleRoutes,
  ...teamRoutes,
  ...settingRoutes,
  ...auditRoutes,
  ...reportRoutes,
  ...qualityRoutes,
  ...conversationRoutes,
  ...ticketRoutes,
  ...workRoutes,
  ...routingRoutes,
  ...forbiddenRoutes,
  ...analyticsRoutes,
  ...intentRoutes,
  ...dialogRoutes,
  ...historyRoutes, ...exchangeRoutes,
  ...jobRoutes,
  ...lexiconRoutes,
  ...understandingRoutes,
  ...sentenceRoutes,
  ...releaseRoutes,
  ...shadowRoutes,
  ...testsetRoutes,
  ...conversationTestRoutes,
  ...apiKeyRoutes,
  ...embedRoutes,
  ...deskLookRoutes,
  ...customerDataRoutes,
  ...webhookRoutes,
  ...understandRoutes,
];

/** What our pages may load: what we serve ourselves, and nothing else. */
const CONTENT_POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'", 'ws:', 'wss:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** What the page may load that shows the widget inside of the studio: our files, and not a word to the server. */
const PREVIEW_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** The Express application. `uiPath`: folder of the built pages. */
export function createApp(server: Server, origins: Origins, metrics: Metrics, uiPath: string): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: CONTENT_POLICY }, crossOriginEmbedderPolicy: false }));
  app.use(healthRoutes(server, metrics));
  app.use(pages(uiPath));
  app.use('/api', async (request: Request, response: Response, next: NextFunction) => {
    await take(server.limiters.requests, origins.addressOf(request));
    guardOrigin(origins, request, response, next);
  });
  // Documents are larger than what strangers may send: whoever sends one is looked at first.
  app.use('/api/v1/studio', async (request: Request, _response: Response, next: NextFunction) => {
    const bearer = bearerOf(request);
    if (bearer?.startsWith(API_KEY_PREFIX)) await requireKey(server, bearer, origins.addressOf(request));
    else await requirePerson(server, sessionTokenOf(request.headers.cookie), 'admin');
    next();
  });
  app.use('/api/v1/studio', express.json({ limit: LIMITS.contentBytes, type: 'application/json' }));
  app.use('/api', express.json({ limit: LIMITS.requestBytes, type: 'application/json' }));
  app.get('/api/openapi.json', (_request, response) => void response.json(openApi(ROUTES)));
  app.get('/api/docs', (_request, response) => void response.type('html').send(documentationPage(ROUTES)));
  for (const route of ROUTES) register(app, server, origins, route);
  app.use((_request: Request) => {
    throw new JiedaError('request.not_found');
  });
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const told = toAnswerable(error, server.runtime.log, metrics, `${request.method} ${request.path}`);
    const retryAfter = told.details?.['retryAfterSeconds'];
    if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter));
    response.status(told.status).json(told.present(languageOf(request)));
  });
  return app;
}

/** Our own pages may call everything, listed sites the visitor's interface, other sites nothing. */
function guardOrigin(origins: Origins, request: Request, response: Response, next: NextFunction): void {
  const isVisitor = request.originalUrl.startsWith('/api/v1/visitor/');
  if (origins.isListed(request) && isVisitor) {
    response.setHeader('access-control-allow-origin', request.headers.origin as string);
    response.setHeader('access-control-allow-headers', 'authorization, content-type');
    response.setHeader('vary', 'origin');
    if (request.method === 'OPTIONS') return void response.status(204).end();
  } else if (origins.isForeign(request) || (origins.isListed(request) && !origins.isOwn(request))) {
    throw new JiedaError('request.foreign_origin');
  }
  next();
}

/** The built pages: demo shop at `/`, desk at `/desk/`, studio at `/admin/` with the preview that it frames at `/preview/`, and the widget's one file, which other sites load too. */
function pages(uiPath: string): express.Router {
  const router = express.Router();
  const hashed = { immutable: true, maxAge: '365d' };
  router.get('/widget.js', (_request, response, next) => {
    if (!existsSync(join(uiPath, 'widget.js'))) return next();
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    response.setHeader('cache-control', 'public, max-age=300');
    response.sendFile('widget.js', { root: uiPath });
  });
  router.use('/desk/assets', express.static(join(uiPath, 'desk/assets'), hashed));
  router.use('/desk', express.static(join(uiPath, 'desk')));
  router.use('/admin/assets', express.static(join(uiPath, 'admin/assets'), hashed));
  router.use('/admin', express.static(join(uiPath, 'admin')));
  router.use('/preview/assets', express.static(join(uiPath, 'preview/assets'), hashed));
  router.use('/preview', (_request, response, next) => {
    response.setHeader('content-security-policy', PREVIEW_POLICY);
    next();
  }, express.static(join(uiPath, 'preview')));
  router.use('/assets', express.static(join(uiPath, 'shop/assets'), hashed));
  router.use('/', express.static(join(uiPath, 'shop')));
  return router;
}
