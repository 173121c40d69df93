import { parseCookie, stringifySetCookie } from 'cookie';
import express, { type Express, type Request, type Response } from 'express';
import { JiedaError, type Language } from '../base/errors.ts';
import { requireCaller, requireConversation } from './access.ts';
import { accessOf, routeKey } from './policy.ts';
import type { Origins } from './origin.ts';
import type { Answer, Call, Route, Server } from './route.ts';

const SESSION_COOKIE = 'jieda_session';

/** Puts a route on the web server. Every one reads in the same order: authenticate, check the shape, handle, answer. */
export function register(app: Express, server: Server, origins: Origins, route: Route): void {
  const name = routeKey(route);
  app[route.method](route.path, async (request, response) => {
    if (accessOf(name) !== route.access) throw new JiedaError('session.forbidden', { policy: `${name} needs a row in src/server/policy.ts` });
    const address = origins.addressOf(request);
    const sessionToken = sessionTokenOf(request.headers.cookie);
    const bearer = bearerOf(request);
    const isOpen = route.access === 'public' || route.access === 'visitor';
    const { person, key } = isOpen ? {} : await requireCaller(server, { sessionToken, bearer, address }, { key: name, access: route.access });
    const params = check(route.params, request.params);
    const conversationId = (params as { id?: string } | undefined)?.id;
    if (route.access === 'visitor') await requireConversation(server, conversationId ?? '', bearer, address);
    if (route.uploadBytes !== undefined) await readUpload(request, response, route.uploadBytes);
    const call: Call<unknown, unknown, unknown> = {
      params,
      query: check(route.query, request.query),
      body: check(route.body, request.body),
      person,
      key,
      conversationId,
      sessionToken,
      address,
      device: request.headers['user-agent'] ?? '',
      language: languageOf(request),
    };
    send(response, await route.handle(server, call), server);
  });
}

/** Reads the bytes of a file into the request's body. @throws JiedaError `file.too_large`. */
function readUpload(request: Request, response: Response, limit: number): Promise<void> {
  return new Promise((resolve, reject) => {
    express.raw({ type: 'application/octet-stream', limit })(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error && 'status' in error && error.status === 413 ? new JiedaError('file.too_large', { bytesMax: limit }) : error);
    });
  });
}

/** Chinese for customers always; for the desk whatever it asks for. */
export function languageOf(request: Request): Language {
  return request.path.startsWith('/api/v1/visitor') ? 'zh' : request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
}

export function sessionTokenOf(cookies: string | undefined): string | undefined {
  return cookies === undefined ? undefined : parseCookie(cookies)[SESSION_COOKIE];
}

/** What stands in the header `authorization`, if it has the one form that counts. */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer ([\w-]+)$/.exec(request.headers.authorization ?? '')?.[1];
}

function check(schema: Route['body'], value: unknown): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 10).map(({ path, message }) => ({ field: path.join('.'), message }));
  throw new JiedaError('request.invalid', { problems });
}

function send(response: Response, { status, body, file, cache, session }: Answer, { config, runtime }: Server): void {
  if (session !== undefined) {
    const value = session?.token ?? '';
    // How long, not until when: the clock of the browser's computer may be hours off.
    const maxAge = session === null ? 0 : Math.floor((session.expiresAt_ms - runtime.clock.now_ms()) / 1_000);
    const secure = config.publicUrl?.startsWith('https:') ?? false;
    response.setHeader('set-cookie', stringifySetCookie(SESSION_COOKIE, value, { httpOnly: true, sameSite: 'strict', path: '/', secure, maxAge }));
  }
  if (cache === undefined) response.setHeader('cache-control', 'no-store');
  else {
    response.setHeader('cache-control', `public, max-age=${cache.maxAge_s}${cache.immutable === true ? ', immutable' : ''}`);
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    // Which site may read it stands in the answer, so that one site's copy is not another's.
    response.vary('origin');
  }
  if (file !== undefined) {
    // What somebody sent is never run as a page of ours, however it is opened.
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    response.attachment(file.name).type(file.type).status(status).send(file.content);
  } else if (body === undefined) response.status(status).end();
  else response.status(status).json(body);
}
