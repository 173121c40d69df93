import { chromium } from 'playwright-core';
import { quantile, sortedCopy } from '../quantile.js';

const CHROMIUM = process.env['JIEDA_TEST_CHROMIUM'] ?? '/usr/bin/chromium';
/** The list is scrolled to its end in at most this long. */
const SCROLL_MS = 60_000;

/**
 * The page of a desk on a list of thousands, scrolled from its beginning to its end while rows change: times between frames, and tasks that held
 * the page up for more than 50 ms.
 */
export async function measurePage(address, cookie, list) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'] });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    await context.addCookies([{ name: 'jieda_session', value: cookie, url: address, httpOnly: true, sameSite: 'Strict' }]);
    const page = await context.newPage();
    const from = performance.now();
    await page.goto(`${address}/desk/#/${list}`);
    const scroller = page.locator('section.list .pane-scroll');
    await scroller.locator('li').first().waitFor();
    const first_ms = performance.now() - from;
    const measured = await scroller.evaluate(scrollThrough, SCROLL_MS);
    const frames = sortedCopy(measured.frames);
    return { first_ms, rows: measured.rows, nodes: measured.nodes, p50_ms: quantile(frames, 0.5), p95_ms: quantile(frames, 0.95), max_ms: frames.at(-1), longTasks: measured.long.length, longest_ms: Math.max(0, ...measured.long) };
  } finally {
    await browser.close();
  }
}

/* global PerformanceObserver, requestAnimationFrame -- what follows runs in the page */
/** Scrolls a list to its end. */
async function scrollThrough(scroller, patience_ms) {
  const long = [];
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => long.push(duration)));
  observer.observe({ entryTypes: ['longtask'] });
  const frames = [];
  const until = performance.now() + patience_ms;
  let before = await new Promise(requestAnimationFrame);
  let still = 0;
  let nodes = 0;
  // A fast hand: two thirds of a screen with every frame, until the end has not moved for a while.
  while (still < 60 && performance.now() < until) {
    const top = scroller.scrollTop;
    scroller.scrollTop += 500;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
    nodes = Math.max(nodes, scroller.querySelectorAll('li').length);
    still = scroller.scrollTop === top ? still + 1 : 0;
  }
  observer.disconnect();
  const rows = Number(scroller.querySelector('li:last-child')?.getAttribute('aria-posinset') ?? 0);
  return { frames, long, rows, nodes };
}
