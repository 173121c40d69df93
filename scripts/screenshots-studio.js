// Takes the pictures of docs/images/studio: plays a week of a small shop's bot and a morning of its admin through the doors that people use, and
// photographs every page of the studio. Starts servers of its own on a port (the first argument, 3998 otherwise); a folder of run-time data with a
// trained release (the second) saves the time of training one; a folder (the third) gets every page in every view instead. Needs a build and
// Debian's chromium.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { during } from './desk-demo/days.js';
import { setUp } from './desk-demo/people.js';
import { photograph, VIEWS } from './desk-demo/photograph.js';
import { startServer } from './desk-demo/server.js';
import { editDraft, editMore, label, learn, listenBeside, openDoors, receiver } from './studio-demo/morning.js';
import { picturesOf } from './studio-demo/pictures.js';
import { playWeek } from './studio-demo/week.js';

const [port = '3998', trained, everything] = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
const images = everything ?? join(root, 'docs/images/studio');
const DAYS = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'];
const NOW = '2026-11-24T10:40:00+08:00';

const dataPath = mkdtempSync(join(tmpdir(), 'jieda-pictures-'));
const contentPath = mkdtempSync(join(tmpdir(), 'jieda-content-'));
if (trained) cpSync(trained, dataPath, { recursive: true });
for (const part of ['intents', 'dialogs', 'data']) cpSync(join(root, part), join(contentPath, part), { recursive: true, filter: (path) => path !== join(root, 'data/local') });
if (everything === undefined) rmSync(images, { recursive: true, force: true });
mkdirSync(images, { recursive: true });
const hooks = await receiver();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--lang=zh-CN'] });

const environment = { JIEDA_CONTENT: contentPath, JIEDA_WEBHOOK_HOSTS: hooks.host, JIEDA_LOG_LEVEL: 'error' };
const first = await startServer({ dataPath, port, clock: `${DAYS[0]}T09:00:00+08:00`, environment });
const { people: { admin, wang } } = await setUp(first);
await first.stop();
const shop = { people: { admin, wang }, dataPath, port, environment };
await playWeek(DAYS, shop);
await during({ ...shop, clock: '2026-11-24T09:10:00+08:00' }, async ({ address }) => {
  await openDoors(admin, hooks);
  await editDraft(admin);
  await learn(admin);
  await listenBeside({ admin, address });
  await editMore(admin);
});
await during({ ...shop, clock: NOW }, async ({ address }) => {
  await label(admin);
  for (const { name, at, first: prepare, views = ['light'] } of picturesOf()) {
    for (const view of everything === undefined ? views : Object.keys(VIEWS)) {
      await photograph(browser, { file: join(images, `${view === 'light' ? name : `${name}-${view}`}.png`), address, place: `/admin/#${at}`, session: admin.session, now: NOW, prepare, view });
    }
  }
});
await browser.close();
await hooks.close();
for (const path of [dataPath, contentPath]) rmSync(path, { recursive: true });
