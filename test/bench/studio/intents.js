import { chromium } from 'playwright-core';
import { becomeAdmin, call } from '../call.js';
import { copyContent, enlargeContent, writeIntent } from '../content.js';
import { quantile, sortedCopy } from '../quantile.js';
import { startServer } from '../server.js';
import { p95, visitDuring, visitFor } from '../turns.js';
import { sentences } from './sentences.js';

const CHROMIUM = process.env['JIEDA_TEST_CHROMIUM'] ?? '/usr/bin/chromium';
const SIZE = { intents: 60, examples: 10_000 };
const LARGE = { id: 'bench_large', examples: 4_990 };
const REST_MS = 8_000;
const ROUNDS = 8;
/** Rows that somebody has let themselves be shown, a hundred at a time. */
const MORE = 1_000;
const TYPED = '我上周买的灰色外套到现在还没有发货';

/** The intents of a large draft, asked for and edited in Chromium. `dataPath`: data with a trained release that nobody has used yet. */
export async function measureIntents({ dataPath, contentPath, profilePath }) {
  copyContent(contentPath);
  const [first] = enlargeContent(contentPath, SIZE);
  writeIntent(contentPath, { ...first, id: LARGE.id, name: '很大', rules: [], examples: sentences(LARGE.examples).map((text) => ({ text, emotion: 'calm' })) });
  const server = await startServer(dataPath, profilePath, { JIEDA_CONTENT: contentPath });
  try {
    const admin = await becomeAdmin(server);
    await visitFor(server.address, REST_MS / 2);
    const rest = await visitFor(server.address, REST_MS);
    const { times, result } = await visitDuring(server.address, async () => {
      const requests = await measureRequests(server.address, admin);
      return { requests, page: await measurePage(server.address, admin.headers.cookie) };
    });
    return { ...SIZE, large: LARGE.examples, ...result, rest_p95_ms: p95(rest), editing_p95_ms: p95(times) };
  } finally {
    await server.stop();
  }
}

async function measureRequests(address, admin) {
  const path = `/api/v1/studio/intents/${LARGE.id}`;
  const took = async (work) => {
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = performance.now();
      await work(round);
      times.push(performance.now() - from);
    }
    return { p50_ms: quantile(sortedCopy(times), 0.5), max_ms: Math.max(...times) };
  };
  let { answer: { document } } = await call(address, 'GET', path, admin);
  return {
    'list of intents': await took(() => call(address, 'GET', '/api/v1/studio/intents', admin)),
    'one of 5,000 examples': await took(() => call(address, 'GET', path, admin)),
    'its marks': await took(() => call(address, 'GET', `${path}/marks`, admin)),
    'a typed line looked at': await took((round) => call(address, 'POST', '/api/v1/studio/examples/check', { ...admin, body: { intent: LARGE.id, texts: [TYPED.slice(0, 6 + round)] } })),
    'saved with one line changed': await took(async (round) => {
      document.examples[7].text = `${TYPED}${round}`;
      ({ answer: { document } } = await call(address, 'PUT', path, { ...admin, body: { document } }));
    }),
  };
}

// Found by their classes: to look for names among thousands of rows takes the browser longer than what is measured.
async function measurePage(address, cookie) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'] });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    const [name, value] = cookie.split('=');
    await context.addCookies([{ name, value, url: address, httpOnly: true, sameSite: 'Strict' }]);
    const page = await context.newPage();
    const since = async (work) => {
      const from = performance.now();
      await work();
      return performance.now() - from;
    };
    const rows = page.locator('main tbody tr');
    // The browser has fetched the program once, as that of anybody who was here before.
    await page.goto(`${address}/admin/#/intents`);
    await rows.first().waitFor();
    await page.goto('about:blank');
    const list_ms = await since(async () => {
      await page.goto(`${address}/admin/#/intents`);
      await rows.first().waitFor();
    });
    const examples = page.locator('main li input.text');
    const open_ms = await since(async () => {
      await page.getByRole('link', { name: '很大' }).click();
      await examples.first().waitFor();
    });
    const scrolled = await page.locator('main').evaluate(scrollThrough);
    const more = page.locator('main ul ~ .el-button').first();
    const more_ms = await since(async () => {
      while ((await examples.count()) < MORE) await more.click();
    });
    await page.locator('main').evaluate((main) => main.scrollTo(0, 0));
    const scrolledMore = await page.locator('main').evaluate(scrollThrough);
    await page.locator('main').evaluate((main) => main.scrollTo(0, 0));
    const typed = await type(page, page.getByPlaceholder('写一句客户会说的话'), TYPED);
    await page.keyboard.press('Enter');
    const changed = await type(page, examples.nth(3), TYPED);
    const save_ms = await since(async () => {
      await page.locator('main header .el-button--primary').click();
      await page.locator('.el-message--success').waitFor();
    });
    return { list_ms, open_ms, scrolled, more_ms, scrolledMore, typed, changed, save_ms };
  } finally {
    await browser.close();
  }
}

/** Writes a text letter by letter. @returns how long after each letter the page could be painted anew, and how often it was held up. */
async function type(page, field, text) {
  await field.click();
  await page.evaluate(watchLetters);
  for (const letter of text) {
    await page.keyboard.insertText(letter);
    await page.waitForTimeout(60);
  }
  const { times, long } = await page.evaluate(() => globalThis.benchLetters());
  return { p50_ms: quantile(sortedCopy(times), 0.5), p95_ms: quantile(sortedCopy(times), 0.95), max_ms: Math.max(...times), letters: times.length, longTasks: long.length };
}

/* global PerformanceObserver, requestAnimationFrame, document -- what follows runs in the page */
function watchLetters() {
  const times = [];
  const long = [];
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => long.push(duration)));
  observer.observe({ entryTypes: ['longtask'] });
  const note = (event) => {
    const from = event.timeStamp;
    requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - from)));
  };
  document.addEventListener('input', note, true);
  globalThis.benchLetters = () => {
    observer.disconnect();
    document.removeEventListener('input', note, true);
    return { times, long };
  };
}

/** Scrolls to the end; more is shown wherever there is more. */
async function scrollThrough(scroller) {
  const frames = [];
  let before = await new Promise(requestAnimationFrame);
  let still = 0;
  let nodes = 0;
  const until = performance.now() + 30_000;
  while (still < 40 && performance.now() < until) {
    const top = scroller.scrollTop;
    scroller.scrollTop += 400;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
    nodes = Math.max(nodes, scroller.querySelectorAll('li input.text').length);
    still = scroller.scrollTop === top ? still + 1 : 0;
  }
  frames.sort((one, other) => one - other);
  return { frames: frames.length, p50_ms: frames[Math.floor(frames.length / 2)], p95_ms: frames[Math.floor(frames.length * 0.95)], max_ms: frames.at(-1), height: scroller.scrollHeight, nodes };
}
