import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clockStartingAt, systemClock, type Clock } from './base/clock.ts';
import { PROJECT_PATH, type Config } from './base/config.ts';
import { JiedaError } from './base/errors.ts';
import { systemIds } from './base/ids.ts';
import { LIMITS } from './base/limits.ts';
import { openLog, type Log } from './base/log.ts';
import { systemRandom } from './base/random.ts';
import { repeat, type Repeated } from './base/timer.ts';
import { openWebChannel } from './channel/web.ts';
import { demoCustomersSchema, demoOrdersSchema, type DemoOrder } from './contract/content/demo.ts';
import { openDemoShop, type DemoShop } from './conversation/demoShop.ts';
import { inProcessEvents, type EventBus } from './conversation/events.ts';
import { lookUpsSettled, resumeLookUps } from './conversation/lookUp.ts';
import { tellRelease } from './conversation/notify/happening.ts';
import { sweepNotifications } from './conversation/notify/sweep.ts';
import { openForbidden } from './conversation/forbidden.ts';
import type { OrderLookUp } from './conversation/orders.ts';
import { demoOrders } from './conversation/orders/demo.ts';
import { httpOrders } from './conversation/orders/http.ts';
import type { Runtime } from './conversation/runtime.ts';
import { openServing } from './conversation/serving.ts';
import { openSettings } from './conversation/settings.ts';
import { openShadow } from './conversation/shadow.ts';
import { indexBacklog } from './conversation/search/backlog.ts';
import { sweepSilence } from './conversation/silence/sweep.ts';
import { sweepDuties } from './conversation/ticket/sweep.ts';
import { inviteFirstAdmin } from './desk/account.ts';
import { sweepEnded } from './desk/report/sweep.ts';
import { sweepRetention } from './desk/retention.ts';
import { sweepRouting } from './desk/routing/sweep.ts';
import { joinPath } from './server/http/desk/account.ts';
import { listen, type Listening } from './server/listen.ts';
import { studioOn } from './server/studio.ts';
import { ContentDraft } from './storage/content.ts';
import { openStorage } from './storage/driver.ts';
import { activeReleaseNumber } from './storage/release.ts';
import { publish } from './studio/publish.ts';
import { repair, type Progress } from './studio/release.ts';
import { trainCandidate } from './studio/releases/train.ts';
import { collectSentences } from './studio/sentence/collect.ts';
import { settleWaiting } from './studio/sentence/settleAll.ts';
import { warmUp } from './text/segment.ts';

/** How often a node looks whether another release serves, whether a look-up was left behind, and for what is due by the clock. */
const REFRESH_MS = 2_000;
const SWEEP_MS = 10_000;
const DUE_MS = 5_000;
/** How often data whose time is over is deleted. */
const RETENTION_MS = 600_000;

/** How start-up tells people what it does; standard output of `jieda start`. */
export type Announce = { line(text: string): void; progress: Progress };

export type Running = { runtime: Runtime; listening: Listening; stop(): Promise<void> };

export function clockOf(config: Config): Clock {
  return config.clockStart_ms === undefined ? systemClock : clockStartingAt(config.clockStart_ms);
}

/** Everything but the web server: what commands that talk or measure need, too. */
export async function openRuntime(config: Config, log: Log): Promise<{ runtime: Runtime; close(): Promise<void> }> {
  const clock = clockOf(config);
  const storage = await openStorage(config);
  const events = await openEvents(config, log);
  const settings = await openSettings(storage, log);
  const runtime: Runtime = {
    storage,
    events,
    serving: openServing(storage, log, config.classifier),
    settings,
    shadow: openShadow({ storage, settings, clock, ids: systemIds, random: systemRandom, log }, config.classifier),
    forbidden: openForbidden(storage, await new ContentDraft(config.contentPath).readForbidden()),
    orders: await openOrders(config, clock, log),
    notify: config.notify ?? null,
    outside: { hosts: config.webhookHosts },
    clock,
    ids: systemIds,
    random: systemRandom,
    log,
    timeZone: config.timeZone,
  };
  return {
    runtime,
    async close() {
      await lookUpsSettled(runtime);
      await runtime.shadow.close();
      await events.close();
      await storage.close();
    },
  };
}

/** Trains and publishes release 1 where there is none yet, and makes the active one usable after an upgrade or damage. */
export async function ensureRelease(config: Config, runtime: Runtime, announce: Announce): Promise<void> {
  const { storage, serving, clock, log } = runtime;
  const active = await activeReleaseNumber(storage.read);
  if (active === null) {
    announce.line('首次启动：正在训练对话模型… / First start: training the model …');
    const { number } = await trainCandidate(studioOn(config, runtime), { progress: announce.progress });
    await publish(storage, number, { at_ms: clock.now_ms(), id: null, address: null });
    announce.line(`已发布版本 ${number}。 / Release ${number} is published.`);
  }
  try {
    await serving.refresh();
  } catch (error) {
    if (active === null || !isUnusable(error)) throw error;
    log.error({ err: error, release: active }, 'the active release cannot be used');
    announce.line(`版本 ${active} 不适用于当前程序，正在重新训练… / Release ${active} does not fit this program; training again …`);
    const { number, ofDraft } = await repair(storage, active, new ContentDraft(config.contentPath), clock, announce.progress);
    if (ofDraft) announce.line('原版本的内容缺少当前程序需要的部分，已改用内容文件夹里的内容。 / Its content lacks what this program needs; the content folder is used instead.');
    announce.line(`正在使用版本 ${number}。 / Release ${number} serves.`);
    await serving.refresh();
  }
}

function isUnusable(error: unknown): boolean {
  return error instanceof JiedaError && (error.code === 'release.damaged' || error.code === 'content.invalid');
}

/** Starts a node: storage, release, web server, timers. Resolves when it takes requests. */
export async function start(config: Config, announce: Announce): Promise<Running> {
  const log = openLog(config.logLevel);
  const { runtime, close } = await openRuntime(config, log);
  await ensureRelease(config, runtime, announce);
  warmUp();
  const demoShop = config.isDemo ? await readDemoShop(config, runtime) : null;
  const listening = await listen(config, runtime, openWebChannel(runtime), join(PROJECT_PATH, 'dist/ui'), demoShop);
  const timers = startTimers(runtime);
  const address = config.publicUrl ?? `http://localhost:${listening.port}`;
  await announceFirstAdmin(runtime, address, announce);
  announce.line(`解答已启动 / Jieda is running：${address}/ （演示商店 demo shop）  ${address}/desk/ （客服工作台 desk）`);
  return {
    runtime,
    listening,
    async stop() {
      await Promise.all(timers.map((timer) => timer.stop()));
      await listening.close();
      await close();
    },
  };
}

async function announceFirstAdmin(runtime: Runtime, address: string, announce: Announce): Promise<void> {
  const token = await inviteFirstAdmin(runtime);
  if (token === null) return;
  announce.line(`还没有任何账号。请用这个一次性链接创建管理员（${LIMITS.oneTimeLink_ms / 3_600_000} 小时内有效）： / Create the first admin with this one-time link:`);
  announce.line(`  ${address}${joinPath(token)}`);
}

function startTimers(runtime: Runtime): Repeated[] {
  const logged = (what: string) => (error: unknown) => runtime.log.error({ err: error }, what);
  const notRead = logged('the active release could not be read');
  // What this node's predecessor left pending is asked for at once; what others ask for is given its time.
  resumeLookUps(runtime, runtime.storage.engine === 'sqlite' ? 0 : LIMITS.lookUpPending_ms).catch(logged('look-ups could not be resumed'));
  const settingsNotRead = logged('the settings could not be read');
  runtime.events.subscribe((event) => {
    if (event.type === 'release') runtime.serving.refresh().catch(notRead);
    if (event.type === 'settings') runtime.settings.refresh().catch(settingsNotRead);
  });
  return [
    repeat(() => runtime.serving.refresh(), REFRESH_MS, notRead),
    repeat(() => runtime.settings.refresh(), REFRESH_MS, settingsNotRead),
    repeat(() => runtime.shadow.refresh(), REFRESH_MS, logged('the release in the shadow could not be read')),
    repeat(() => resumeLookUps(runtime), SWEEP_MS, logged('look-ups could not be resumed')),
    repeat(() => sweepSilence(runtime), DUE_MS, logged('silent conversations could not be read')),
    repeat(() => sweepDuties(runtime), DUE_MS, logged('duties of tickets could not be read')),
    repeat(() => sweepEnded(runtime), DUE_MS, logged('conversations that ended could not be read')),
    repeat(() => sweepRouting(runtime), LIMITS.routing_ms, logged('those who wait could not be offered to agents')),
    repeat(() => indexBacklog(runtime), SWEEP_MS, logged('messages of before there was an index could not be indexed')),
    repeat(() => collectSentences(runtime), DUE_MS, logged('the review queue could not be filled')),
    repeat(() => settleWaiting(runtime), SWEEP_MS, logged('labels that count now could not be settled')),
    repeat(() => sweepNotifications(runtime), DUE_MS, logged('notifications could not be read')),
    repeat(() => sweepRetention(runtime), RETENTION_MS, logged('data past its time could not be deleted')),
    repeat(() => tellRelease(runtime), DUE_MS, logged('webhooks could not be told of the release')),
  ];
}

async function openEvents(config: Config, log: Log): Promise<EventBus> {
  if (config.redisUrl === undefined) return inProcessEvents();
  // A single node does without the client, and starts sooner.
  const { redisEvents } = await import('./conversation/events/redis.ts');
  return redisEvents(config.redisUrl, systemIds.id(), log);
}

async function openOrders(config: Config, clock: Clock, log: Log): Promise<OrderLookUp> {
  if (config.orders) return httpOrders(config.orders, clock, log);
  return demoOrders(await readDemoOrders(config), clock, config.timeZone);
}

/** The orders of the demo shop, as they are written. */
export async function readDemoOrders(config: Config): Promise<DemoOrder[]> {
  return demoOrdersSchema.parse(JSON.parse(await readFile(join(config.contentPath, 'data/demo/orders.json'), 'utf8')));
}

async function readDemoShop(config: Config, { storage, ids }: Runtime): Promise<DemoShop> {
  const file = await readFile(join(config.contentPath, 'data/demo/customers.json'), 'utf8');
  return openDemoShop(storage, ids, demoCustomersSchema.parse(JSON.parse(file)));
}
