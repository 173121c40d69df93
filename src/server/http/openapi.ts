import { z } from 'zod';
import { ERRORS } from '../../base/errors.ts';
import { routeKey, scopesOf } from '../policy.ts';
import type { Route } from '../route.ts';

const ACCESS_NOTE = {
  public: 'Open to anybody.',
  visitor: 'The token of the conversation in `Authorization: Bearer`.',
  key: 'The key of a program in `Authorization: Bearer`.',
  agent: 'The session cookie of an agent.',
  supervisor: 'The session cookie of a supervisor.',
  admin: 'The session cookie of an admin.',
} as const;

/** The description of all routes as OpenAPI 3.1, made from the schemas that check them. */
export function openApi(routes: Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: '解答 Jieda', version: 'v1', description: 'Errors are {"error":{"code","message"}}; codes are stable.' },
    paths,
    components: {
      schemas: {
        Error: {
          type: 'object',
          properties: { error: { type: 'object', properties: { code: { enum: Object.keys(ERRORS) }, message: { type: 'string' }, details: { type: 'object' } } } },
        },
      },
      securitySchemes: {
        visitor: { type: 'http', scheme: 'bearer', description: 'Token of a conversation' },
        key: { type: 'http', scheme: 'bearer', bearerFormat: 'jk_…', description: 'Key of a program, made by an admin' },
        desk: { type: 'apiKey', in: 'cookie', name: 'jieda_session' },
      },
    },
  };
}

function operation(route: Route): object {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
  return {
    summary: route.summary,
    description: accessNote(route),
    ...(route.access !== 'public' && { security: securityOf(route) }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.uploadBytes !== undefined && { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary', maxLength: route.uploadBytes } } } } }),
    ...(route.body && route.uploadBytes === undefined && { requestBody: { required: true, content: { 'application/json': { schema: toSchema(route.body, 'input') } } } }),
    responses: {
      '2XX': { description: 'Done', ...(route.response && { content: { 'application/json': { schema: toSchema(route.response, 'output') } } }) },
      default: { description: 'Refused', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    },
  };
}

/** Each way to prove who calls; scopes stand where OpenAPI puts roles. */
function securityOf(route: Route): object[] {
  if (route.access === 'visitor') return [{ visitor: [] }];
  const keys = scopesOf(routeKey(route)).map((scope) => ({ key: [scope] }));
  return route.access === 'key' ? keys : [{ desk: [] }, ...keys];
}

function accessNote(route: Route): string {
  const scopes = scopesOf(routeKey(route));
  return ACCESS_NOTE[route.access] + (scopes.length === 0 ? '' : ` Keys with scope ${scopes.join(' or ')}.`);
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): object[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = toSchema(schema, 'input') as { properties?: Record<string, object>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({ name, in: place, required: required.includes(name), schema: property }));
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

/** The same as a page to read, without any script. */
export function documentationPage(routes: Route[]): string {
  const rows = routes
    .map((route) => {
      const body = route.body ? `<pre>${escape(JSON.stringify(toSchema(route.body, 'input'), null, 2))}</pre>` : '';
      const answer = route.response ? `<pre>${escape(JSON.stringify(toSchema(route.response, 'output'), null, 2))}</pre>` : '';
      return `<section><h2>${route.method.toUpperCase()} ${escape(route.path)}</h2><p>${escape(route.summary)}. ${escape(accessNote(route))}</p>${
        body && `<details><summary>Request</summary>${body}</details>`
      }${answer && `<details><summary>Answer</summary>${answer}</details>`}</section>`;
    })
    .join('\n');
  const errors = Object.entries(ERRORS)
    .map(([code, { status, zh, en }]) => `<tr><td>${code}</td><td>${status}</td><td>${escape(zh)}</td><td>${escape(en)}</td></tr>`)
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Jieda API</title></head><body><h1>Jieda API</h1><p><a href="/api/openapi.json">openapi.json</a></p>${rows}<h2>Errors</h2><table><tr><th>code</th><th>status</th><th>中文</th><th>English</th></tr>${errors}</table></body></html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
