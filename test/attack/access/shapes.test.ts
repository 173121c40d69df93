import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ROUTES } from '../../../src/server/app.ts';
import { DESK_EVENTS } from '../../../src/server/realtime/desk.ts';
import { VISITOR_EVENTS } from '../../../src/server/realtime/visitor.ts';
import { SETTINGS } from '../../../src/contract/desk/settings.ts';
import { LIMITS } from '../../../src/base/limits.ts';
import { testServer, type TestServer } from '../../support/server.ts';

/** Its value has the form that its setting says; those are tried by themselves. */
const ANY_SETTING = 'put /api/v1/desk/settings/:name body';

type Part = { where: string; schema: z.ZodType; isText: boolean };
type JsonSchema = { type?: string; properties?: Record<string, JsonSchema>; required?: string[]; additionalProperties?: unknown; items?: JsonSchema; anyOf?: JsonSchema[]; oneOf?: JsonSchema[]; prefixItems?: JsonSchema[]; maxLength?: number; enum?: unknown[]; const?: unknown; maxItems?: number };

/** Everything that a client may send, of every route and every event; a file is bytes without a shape. In a query or a path all values are texts. */
const PARTS: Part[] = [
  ...ROUTES.flatMap(({ method, path, params, query, body, uploadBytes }) => [
    ...(params ? [{ where: `${method} ${path} path`, schema: params, isText: true }] : []),
    ...(query ? [{ where: `${method} ${path} query`, schema: query, isText: true }] : []),
    ...(body && uploadBytes === undefined ? [{ where: `${method} ${path} body`, schema: body, isText: false }] : []),
  ]),
  ...VISITOR_EVENTS.map(({ name, payload }) => ({ where: `visitor event ${name}`, schema: payload, isText: false })),
  ...Object.entries(SETTINGS).map(([name, { schema }]) => ({ where: `setting ${name}`, schema, isText: false })),
  ...DESK_EVENTS.map(({ name, payload }) => ({ where: `desk event ${name}`, schema: payload, isText: false })),
];

const jsonOf = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** Every schema inside a schema, with where it stands. */
function* within(schema: JsonSchema, at = ''): Generator<[string, JsonSchema]> {
  yield [at, schema];
  for (const [name, inner] of Object.entries(schema.properties ?? {})) yield* within(inner, `${at}.${name}`);
  if (schema.items) yield* within(schema.items, `${at}[]`);
  for (const [index, inner] of (schema.prefixItems ?? []).entries()) yield* within(inner, `${at}[${index}]`);
  for (const [index, inner] of (schema.anyOf ?? schema.oneOf ?? []).entries()) yield* within(inner, `${at}|${index}`);
}

const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value);
const allows = (schema: JsonSchema, value: unknown): boolean =>
  schema.anyOf || schema.oneOf ? (schema.anyOf ?? schema.oneOf ?? []).some((inner) => allows(inner, value)) : schema.type === typeOf(value) || (schema.type === 'number' && typeOf(value) === 'integer') || schema.const === value;

const WRONG: unknown[] = [0, 1, true, null, [], ['x'], [1], {}, { $gt: '' }, { toString: 'x' }];

describe.each(PARTS.map((part) => [part.where, part] as const))('%s', (where, { schema, isText }) => {
  const json = jsonOf(schema);
  const objects = [...within(json)].filter(([, { type }]) => type === 'object');

  it('refuses fields that it does not know, at every depth', () => {
    expect(objects.length).toBeGreaterThan(0);
    // A record of free names is no object of fields; what its values are is checked like everything else.
    for (const [at, object] of objects) expect([at, object.properties === undefined ? false : object.additionalProperties]).toEqual([at, false]);
  });

  it('says of every field what it is, and how long it may be', () => {
    for (const [at, inner] of within(json)) {
      if (where === ANY_SETTING && at === '.value') continue;
      expect([at, inner.type ?? inner.anyOf ?? inner.oneOf ?? inner.enum ?? inner.const ?? 'anything']).not.toEqual([at, 'anything']);
      // A document of the studio is as long as its whole may be.
      if (where.includes(' /api/v1/studio/')) continue;
      if (inner.type === 'string' && inner.enum === undefined && inner.const === undefined) expect([at, inner.maxLength ?? formatOf(inner)]).not.toEqual([at, undefined]);
      if (inner.type === 'array') expect([at, inner.maxItems ?? inner.prefixItems]).not.toEqual([at, undefined]);
    }
  });

  it('takes no value of another type for a field', () => {
    for (const object of json.anyOf ?? [json]) {
      for (const [name, field] of Object.entries(object.properties ?? {})) {
        if (where === ANY_SETTING && name === 'value') continue;
        for (const value of isText ? [['x'], ['1'], ['1', '2'], {}] : WRONG) {
          if (!isText && allows(field, value)) continue;
          const { success, error } = schema.safeParse({ [name]: value });
          expect([name, value, success || (json.anyOf === undefined && !error.issues.some(({ path }) => path[0] === name))]).toEqual([name, value, false]);
        }
      }
    }
  });
});

/** Formats with a length of their own, and patterns that bound it. */
function formatOf(schema: JsonSchema & { format?: string; pattern?: string }): string | undefined {
  if (schema.format !== undefined && ['date', 'date-time', 'uuid'].includes(schema.format)) return schema.format;
  return /^\^[^*+]*\$$/.test(schema.pattern ?? '') ? schema.pattern : undefined;
}

describe('a password', () => {
  const asking = PARTS.flatMap(({ where, schema }) => [...within(jsonOf(schema))].filter(([at]) => /\.(password|current)$/.test(at)).map(([at, inner]) => [`${where} ${at}`, inner] as const));

  it.each(asking)('in %s is refused by its length before anything is computed of it', (_where, { maxLength }) => {
    expect(maxLength).toBeLessThanOrEqual(LIMITS.passwordLengthMax);
  });
});

describe('over the wire', () => {
  let server: TestServer;
  let admin: string;
  beforeAll(async () => {
    server = await testServer();
    admin = await server.signIn('admin');
  });
  afterAll(() => server.close());

  it.each(ROUTES.filter(({ body, access }) => body !== undefined && access !== 'visitor' && access !== 'key').map((route) => [`${route.method} ${route.path}`, route] as const))('%s answers bodies of no shape with 400', async (_name, { method, path }) => {
    for (const raw of ['0', '"x"', 'true', 'null', '[]', '[{}]', '{"__proto__":{"role":"admin"}}', '{"constructor":{"prototype":{"role":"admin"}}}']) {
      const { status, body } = await server.call(method.toUpperCase(), path.replaceAll(/:\w+/g, 'x'), { session: admin, raw });
      if (status === 429) return;
      expect([raw, status, body.error.code]).toEqual([raw, 400, expect.stringMatching(/^request\.(invalid|not_json)$/)]);
    }
    expect(({} as { role?: string }).role).toBeUndefined();
  });
});
