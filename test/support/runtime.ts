import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { silentLog } from '../../src/base/log.ts';
import { seededRandom } from '../../src/base/random.ts';
import type { DialogDocument } from '../../src/contract/content/dialog.ts';
import { demoOrdersSchema } from '../../src/contract/content/demo.ts';
import type { Emotion, Entity, Meaning } from '../../src/contract/meaning.ts';
import { inProcessEvents } from '../../src/conversation/events.ts';
import { openForbidden } from '../../src/conversation/forbidden.ts';
import { lookUpsSettled } from '../../src/conversation/lookUp.ts';
import { demoOrders } from '../../src/conversation/orders/demo.ts';
import type { Runtime } from '../../src/conversation/runtime.ts';
import type { ServedRelease } from '../../src/conversation/serving.ts';
import { openSettings } from '../../src/conversation/settings.ts';
import { compileDialogs } from '../../src/dialog/content.ts';
import { ContentDraft } from '../../src/storage/content.ts';
import { openStorage } from '../../src/storage/driver.ts';
import { normalise } from '../../src/text/normalise.ts';
import { findPrivate, privateSpans } from '../../src/text/privacy.ts';
import { temporaryFolder } from './folder.ts';

/** A Tuesday, 10:00 in Shanghai. */
export const TUESDAY_MS = Date.parse('2026-11-24T02:00:00Z');

/** What the tests' customers say, and what it means: the first pattern that matches. Real understanding has tests of its own. */
const PHRASES: [RegExp, string, Emotion][] = [
  [/骗子/, 'shipping_status', 'angry'],
  [/转人工/, 'human_agent', 'calm'],
  [/到哪|快递/, 'shipping_status', 'calm'],
  [/退货/, 'return_policy', 'calm'],
  [/你好/, 'greeting', 'calm'],
];

export type TestRuntime = { runtime: Runtime; clock: { now: number }; close(): Promise<void> };

/** What a test may choose: dialogs besides the real ones, a clock that several runtimes share, and a database that is there already. */
export type TestOptions = { dialogs?: DialogDocument[]; clock?: { now: number }; dataPath?: string };

/** Runtimes of one process never make the same id, even on the same database. */
let ids = 0;

/** A runtime on a database of its own, with the real dialogs and demo orders, a clock that stands still, and ids in a row. */
export async function testRuntime(changes: Partial<Runtime> = {}, { dialogs = [], clock = { now: TUESDAY_MS }, dataPath }: TestOptions = {}): Promise<TestRuntime> {
  const folder = dataPath === undefined ? temporaryFolder() : { path: dataPath, remove: () => undefined };
  const storage = await openStorage({ databaseUrl: undefined, dataPath: folder.path });
  const release = await (dialogs.length > 0 ? testRelease(dialogs) : (ownRelease ??= testRelease([])));
  const runtime: Runtime = {
    storage,
    events: inProcessEvents(),
    serving: { current: () => release, refresh: async () => undefined },
    settings: await openSettings(storage, silentLog),
    shadow: { heard: () => undefined, refresh: async () => undefined, close: async () => undefined },
    forbidden: openForbidden(storage, await new ContentDraft(PROJECT_PATH).readForbidden()),
    orders: demoOrders(await readDemoOrders(), { now_ms: () => clock.now }, 'Asia/Shanghai'),
    notify: null,
    outside: { hosts: [] },
    clock: { now_ms: () => clock.now },
    ids: { id: () => `id-${(ids += 1)}`, secret: () => `secret-${(ids += 1)}-with-enough-letters` },
    random: seededRandom(7),
    log: silentLog,
    timeZone: 'Asia/Shanghai',
    ...changes,
  };
  return {
    runtime,
    clock,
    async close() {
      await lookUpsSettled(runtime);
      await runtime.events.close();
      await storage.close();
      folder.remove();
    },
  };
}

/** The project's own dialogs, read and compiled once for all tests of a file: nothing changes them. */
let ownRelease: Promise<ServedRelease> | undefined;

async function testRelease(more: DialogDocument[]): Promise<ServedRelease> {
  const { dialogs, figures, intents } = await new ContentDraft(PROJECT_PATH).readAll();
  return {
    number: 1,
    hash: 'test',
    understanding: { understand: meaningOf },
    dialogs: compileDialogs([...more, ...dialogs], figures, intents),
    intentNames: new Map(intents.map(({ id, name }) => [id, name])),
  };
}

async function readDemoOrders() {
  return demoOrdersSchema.parse(JSON.parse(await readFile(join(PROJECT_PATH, 'data/demo/orders.json'), 'utf8')));
}

function meaningOf(text: string): Meaning {
  const [, intent, emotion] = PHRASES.find(([pattern]) => pattern.test(text)) ?? [null, 'out_of_scope', 'calm' as const];
  return {
    text,
    intent,
    confidence: 0.9,
    alternatives: [{ intent, confidence: 0.9 }],
    emotion,
    entities: entitiesIn(text),
    private: privateSpans(normalise(text), findPrivate(normalise(text).text)),
    decidedBy: intent === 'out_of_scope' ? 'outside' : 'rule',
    reason: 'test',
  };
}

const ENTITIES: [string, RegExp][] = [
  ['order_number', /(?<![A-Z\d])(?!1\d{10}(?!\d))\d{8,12}(?!\d)/g],
  ['phone', /(?<!\d)1\d{10}(?!\d)/g],
  ['ticket_number', /[A-Z]{2}\d{8}/g],
];

function entitiesIn(text: string): Entity[] {
  return ENTITIES.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map(({ 0: value, index }) => ({ type, value, text: value, start: index, end: index + value.length })),
  );
}
