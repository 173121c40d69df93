// Takes the pictures of docs/images/desk: plays a week of a small shop's desk through the doors that people use, and photographs every page.
// Starts servers of its own on a port (the first argument, 3999 otherwise); a folder of run-time data with a trained release (the second)
// saves the time of training one. Needs a build and Debian's chromium.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { during, playDay } from './desk-demo/days.js';
import { set, setUp } from './desk-demo/people.js';
import { photograph } from './desk-demo/photograph.js';
import { drawSleeve, picturesOf } from './desk-demo/pictures.js';
import { startServer } from './desk-demo/server.js';
import { fillQueue, playMorning, recordYesterday, scoreYesterday, speakBadly } from './desk-demo/today.js';

const [port = '3999', trained] = process.argv.slice(2);
const images = fileURLToPath(new URL('../docs/images/desk/', import.meta.url));
const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'];
const NOW = '2026-11-24T10:18:00+08:00';

const dataPath = mkdtempSync(join(tmpdir(), 'jieda-pictures-'));
if (trained) cpSync(trained, dataPath, { recursive: true });
rmSync(images, { recursive: true, force: true });
mkdirSync(images, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

const first = await startServer({ dataPath, port, clock: `${DAYS[0]}T09:00:00+08:00` });
const { people, tags } = await setUp(first);
await first.stop();
const desk = { people, tags, dataPath, port };
for (const [number, day] of DAYS.entries()) {
  await playDay({ day, number, ...desk });
  if (number % 2 === 0) await during({ ...desk, clock: `${day}T16:00:00+08:00` }, ({ address }) => speakBadly({ address, people }, number));
}
const { escalated } = await during({ ...desk, clock: '2026-11-23T15:00:00+08:00' }, async ({ address }) => {
  await scoreYesterday({ people });
  return recordYesterday({ address, people });
});
const talks = await during({ ...desk, clock: '2026-11-24T10:14:30+08:00' }, async ({ address }) => playMorning({ address, ...desk, sleeve: await drawSleeve(browser) }));
await during({ ...desk, clock: '2026-11-24T10:17:00+08:00' }, fillQueue);

await during({ ...desk, clock: NOW }, async ({ address }) => {
  await people.admin.ask('POST', '/presence', { status: 'busy' });
  await people.supervisor.ask('POST', '/presence', { status: 'busy' });
  for (const { name, by, at, first: prepare, views = ['light'] } of picturesOf({ ...talks, escalated, people, set })) {
    for (const view of views) {
      const place = `/desk/#${typeof at === 'function' ? await at() : at}`;
      await photograph(browser, { file: `${images}${view === 'light' ? name : `${name}-${view}`}.png`, address, place, session: by === null ? null : people[by].session, now: NOW, prepare, view });
    }
  }
});
await browser.close();
rmSync(dataPath, { recursive: true });
