import { loadavg } from 'node:os';
import { join } from 'node:path';
import { prepare } from '../trained.js';
import { measureAnalytics } from './analytics.js';
import { measureIntents } from './intents.js';
import { logFile, measureQueue } from './queue.js';

const SENTENCES = 100_000;
const CONVERSATIONS = 100_000;

export const PARTS = ['queue', 'intents', 'analytics'];
export const BOUNDS = { csv_s: 120, xlsx_s: 180, peak_bytes: 2 ** 30, review_ms: 300, paint_ms: 1_000, frame_ms: 50, letter_ms: 50, save_ms: 500, analytics_ms: 1_000 };

/** The studio at scale, each part on a server and in a folder of its own. `databaseUrl`: an empty database of PostgreSQL for the analytics. */
export async function run({ folder, parts, databaseUrl, profilePath, say }) {
  const figures = { load: loadavg()[0] };
  for (const format of parts.includes('queue') ? ['csv', 'xlsx'] : []) {
    say(`${SENTENCES} sentences, ${format}`);
    const dataPath = join(folder, format);
    await prepare(dataPath);
    figures[format] = await measureQueue({ dataPath, format, bytes: await logFile(format, SENTENCES), profilePath });
  }
  if (parts.includes('intents')) {
    say('intents');
    await prepare(join(folder, 'intents'));
    figures.intents = await measureIntents({ dataPath: join(folder, 'intents'), contentPath: join(folder, 'content'), profilePath });
  }
  if (parts.includes('analytics')) {
    say(`${CONVERSATIONS} conversations`);
    await prepare(join(folder, 'analytics'));
    figures.analytics = await measureAnalytics({ dataPath: join(folder, 'analytics'), databaseUrl, conversations: CONVERSATIONS, say });
  }
  return figures;
}

/** The figures as lines for a person, and how many of them are over their bound. */
export function table(figures) {
  let over = 0;
  const within = (value, bound, unit) => {
    if (value <= bound) return `${unit(value)} ✓`;
    over += 1;
    return `${unit(value)} ✗ (at most ${unit(bound)})`;
  };
  const ms = (value) => `${value.toFixed(0)} ms`;
  const s = (value) => `${value.toFixed(1)} s`;
  const MB = (value) => `${(value / 2 ** 20).toFixed(0)} MB`;
  const lines = [];
  for (const format of ['csv', 'xlsx']) {
    const one = figures[format];
    if (one === undefined) continue;
    lines.push(
      `${one.sentences.added} new sentences of a log (${format}) in the review queue: ${within(one.took_s, BOUNDS[`${format}_s`], s)}, ${s(one.read_s)} of it reading`,
      `  memory at most ${within(one.peak_bytes, BOUNDS.peak_bytes, MB)}, ${(one.peak_bytes / one.start_bytes).toFixed(2)} times what it was before; ${s(one.cpu_s)} of processor`,
      `  turns of customers meanwhile, p95 ${ms(one.import_p95_ms)}, ${(one.import_p95_ms / one.rest_p95_ms).toFixed(2)} times as long as at rest (${ms(one.rest_p95_ms)})`,
      ...Object.entries(one.review).map(([name, { p50_ms, max_ms }]) => `  ${name}: p50 ${within(p50_ms, BOUNDS.review_ms, ms)}, longest ${ms(max_ms)}`),
    );
  }
  const { intents, analytics } = figures;
  if (intents !== undefined) {
    const { page, requests } = intents;
    lines.push(
      `${intents.examples} examples in ${intents.intents} intents, and one of ${intents.large}`,
      `  list drawn after ${within(page.list_ms, BOUNDS.paint_ms, ms)}, the large one after ${within(page.open_ms, BOUNDS.paint_ms, ms)}`,
      `  between two frames while scrolling, p95 ${within(page.scrolled.p95_ms, BOUNDS.frame_ms, ms)}; with ${page.scrolledMore.nodes} rows ${within(page.scrolledMore.p95_ms, BOUNDS.frame_ms, ms)}`,
      `  a letter until it can be seen, p95: new example ${within(page.typed.p95_ms, BOUNDS.letter_ms, ms)}, in a row ${within(page.changed.p95_ms, BOUNDS.letter_ms, ms)}`,
      `  saved after ${within(page.save_ms, BOUNDS.save_ms, ms)}`,
      ...Object.entries(requests).map(([name, { p50_ms, max_ms }]) => `  request ${name}: p50 ${ms(p50_ms)}, longest ${ms(max_ms)}`),
      `  turns of customers meanwhile, p95 ${ms(intents.editing_p95_ms)}, ${(intents.editing_p95_ms / intents.rest_p95_ms).toFixed(2)} times as long as at rest`,
    );
  }
  if (analytics !== undefined) {
    lines.push(
      `analytics of ${analytics.conversations} conversations`,
      ...Object.entries(analytics.requests).map(([name, { first_ms, p50_ms, max_ms }]) => `  ${name}: first ${ms(first_ms)}, p50 ${within(p50_ms, BOUNDS.analytics_ms, ms)}, longest ${ms(max_ms)}`),
      `  turns of customers meanwhile, p95 ${ms(analytics.looking_p95_ms)}, ${(analytics.looking_p95_ms / analytics.rest_p95_ms).toFixed(2)} times as long as at rest`,
    );
  }
  lines.push(`load of the machine before: ${figures.load.toFixed(1)}`);
  return { lines: lines.join('\n'), over };
}
