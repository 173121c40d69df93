import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { JiedaError } from './errors.ts';

/** The folder that holds package.json, intents/, dialogs/ and data/. */
export const PROJECT_PATH = fileURLToPath(new URL('../../', import.meta.url));

const list = z.string().transform((text) => text.split(',').map((part) => part.trim()).filter((part) => part !== ''));
const flag = z.enum(['on', 'off']).transform((text) => text === 'on');
const path = z.string().min(1).transform((text) => (isAbsolute(text) ? text : resolve(process.cwd(), text)));

/** Every environment variable that the program reads, with its meaning and default. Nothing else reads `process.env`. */
export const ENVIRONMENT = {
  PORT: { meaning: 'port of the web server; 0 lets the system choose', schema: z.coerce.number().int().min(0).max(65_535).default(3000) },
  HOST: { meaning: 'address to listen on', schema: z.string().min(1).default('0.0.0.0') },
  JIEDA_DATA: { meaning: 'folder of run-time data (database, uploads)', schema: path.default(resolve(PROJECT_PATH, 'data/local')) },
  JIEDA_CONTENT: { meaning: 'folder that holds intents/, dialogs/ and data/', schema: path.default(PROJECT_PATH) },
  DATABASE_URL: { meaning: 'postgres://… for several nodes; SQLite without it', schema: z.string().regex(/^postgres(ql)?:\/\//).optional() },
  REDIS_URL: { meaning: 'redis://… to wake the other nodes at once', schema: z.string().regex(/^rediss?:\/\//).optional() },
  JIEDA_STUDIO: { meaning: 'on: this node edits the content draft', schema: flag.optional() },
  JIEDA_CLOCK: { meaning: 'ISO instant at which the clock starts to run (for tests)', schema: z.iso.datetime({ offset: true }).optional() },
  JIEDA_TIME_ZONE: { meaning: 'IANA time zone of the desk', schema: z.string().default('Asia/Shanghai') },
  JIEDA_ORIGINS: { meaning: 'sites that embed the widget, comma-separated (https://shop.example)', schema: list.default([]) },
  JIEDA_PUBLIC_URL: { meaning: 'address under which people reach this server; printed in links', schema: z.url().optional() },
  JIEDA_TRUST_PROXY: { meaning: 'addresses of reverse proxies whose X-Forwarded-For counts, comma-separated', schema: list.default([]) },
  JIEDA_IDENTITY_SECRET: { meaning: 'secret with which the site signs who its customer is', schema: z.string().min(16).optional() },
  JIEDA_ORDERS_URL: { meaning: "address of the shop's order look-up; the demo orders without it", schema: z.url().optional() },
  JIEDA_ORDERS_SECRET: { meaning: 'secret with which order look-ups are signed', schema: z.string().min(16).optional() },
  JIEDA_NOTIFY_URL: { meaning: "address of the shop's system that passes notifications on to customers", schema: z.url().optional() },
  JIEDA_NOTIFY_SECRET: { meaning: 'secret with which notifications are signed', schema: z.string().min(16).optional() },
  JIEDA_WEBHOOK_HOSTS: { meaning: 'hosts of the own network that webhooks may reach, comma-separated (hook.internal, localhost:9000)', schema: list.default([]) },
  JIEDA_CLASSIFIER: { meaning: 'who ranks the intents: both classifiers together, natural (its Bayes) or softmax alone', schema: z.enum(['both', 'natural', 'softmax']).default('both') },
  JIEDA_LOG_LEVEL: { meaning: 'trace, debug, info, warn, error or silent', schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info') },
} as const;

type Values = { [Name in keyof typeof ENVIRONMENT]: z.output<(typeof ENVIRONMENT)[Name]['schema']> };

export type Config = {
  port: number;
  host: string;
  dataPath: string;
  contentPath: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  studio: boolean;
  clockStart_ms: number | undefined;
  timeZone: string;
  origins: string[];
  publicUrl: string | undefined;
  trustedProxies: string[];
  identitySecret: string | undefined;
  orders: { url: string; secret: string } | undefined;
  notify: { url: string; secret: string } | undefined;
  /** Hosts of the own network that webhooks may reach. */
  webhookHosts: string[];
  /** No real site uses this server: no orders, no signed customers, no page that embeds the widget. Then the demo shop may sign its own in. */
  isDemo: boolean;
  classifier: Values['JIEDA_CLASSIFIER'];
  logLevel: Values['JIEDA_LOG_LEVEL'];
};

/**
 * Reads the environment. Empty variables count as absent.
 * @throws JiedaError `configuration.invalid` naming every variable that is wrong.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, { meaning, schema }] of Object.entries(ENVIRONMENT)) {
    const parsed = schema.safeParse(environment[name] || undefined);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(`${name} (${meaning}): ${parsed.error.issues[0]?.message}`);
  }
  const value = values as Values;
  if (problems.length === 0) problems.push(...contradictions(value));
  if (problems.length > 0) throw new JiedaError('configuration.invalid', { problems });
  return {
    port: value.PORT,
    host: value.HOST,
    dataPath: value.JIEDA_DATA,
    contentPath: value.JIEDA_CONTENT,
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    studio: value.JIEDA_STUDIO ?? value.DATABASE_URL === undefined,
    clockStart_ms: value.JIEDA_CLOCK === undefined ? undefined : Date.parse(value.JIEDA_CLOCK),
    timeZone: value.JIEDA_TIME_ZONE,
    origins: value.JIEDA_ORIGINS,
    publicUrl: value.JIEDA_PUBLIC_URL,
    trustedProxies: value.JIEDA_TRUST_PROXY,
    identitySecret: value.JIEDA_IDENTITY_SECRET,
    orders: value.JIEDA_ORDERS_URL && value.JIEDA_ORDERS_SECRET ? { url: value.JIEDA_ORDERS_URL, secret: value.JIEDA_ORDERS_SECRET } : undefined,
    classifier: value.JIEDA_CLASSIFIER,
    notify: value.JIEDA_NOTIFY_URL && value.JIEDA_NOTIFY_SECRET ? { url: value.JIEDA_NOTIFY_URL, secret: value.JIEDA_NOTIFY_SECRET } : undefined,
    webhookHosts: value.JIEDA_WEBHOOK_HOSTS,
    isDemo: value.JIEDA_ORDERS_URL === undefined && value.JIEDA_IDENTITY_SECRET === undefined && value.JIEDA_ORIGINS.length === 0,
    logLevel: value.JIEDA_LOG_LEVEL,
  };
}

/** What is wrong only in combination, or only on this machine. */
function contradictions(value: Values): string[] {
  const problems: string[] = [];
  if (value.JIEDA_ORDERS_URL && !value.JIEDA_ORDERS_SECRET) problems.push('JIEDA_ORDERS_URL needs JIEDA_ORDERS_SECRET');
  if (value.JIEDA_NOTIFY_URL && !value.JIEDA_NOTIFY_SECRET) problems.push('JIEDA_NOTIFY_URL needs JIEDA_NOTIFY_SECRET');
  if (!existsSync(value.JIEDA_CONTENT)) problems.push(`JIEDA_CONTENT: no folder ${value.JIEDA_CONTENT}`);
  if (!isTimeZone(value.JIEDA_TIME_ZONE)) problems.push(`JIEDA_TIME_ZONE: no time zone ${value.JIEDA_TIME_ZONE}`);
  return problems;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
