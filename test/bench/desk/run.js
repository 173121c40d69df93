import { join } from 'node:path';
import { startServer } from '../server.js';
import { prepare } from '../trained.js';
import { Arrivals } from './arrivals.js';
import { openDesks, openVisitors } from './crowd.js';
import { load } from './load.js';
import { measurePage } from './page.js';
import { seed } from './seed.js';

const FULL = { agents: 200, served: 1_000, waiting: 300, bot: 5_000, closed: 5_000, visitors: 900, perSecond: 40, warmUp_s: 5, seconds: 30 };
const QUICK = { ...FULL, closed: 500, warmUp_s: 3, seconds: 8 };

/** What an event may take until the desks that should see it have it, 95 of 100 times. */
export const BOUND_MS = 300;

/** Desks and customers at the built server, in an empty folder of the run's own. `withPage`: also the desk's page, in Chromium. */
export async function run({ folder, quick, withPage, profilePath, say }) {
  const plan = quick ? QUICK : FULL;
  const dataPath = join(folder, 'data');
  say('a trained release');
  await prepare(dataPath);
  say(`${plan.served + plan.waiting + plan.bot} open conversations, ${plan.agents} agents`);
  const { people, conversations } = await seed(dataPath, plan);
  const server = await startServer(dataPath, profilePath);
  try {
    const arrivals = new Arrivals();
    // Figures of the warming up do not count.
    let counted = new Arrivals();
    const desks = await openDesks(server.address, people, conversations, (desk, id, seq) => counted.arrived(desk, id, seq));
    const visitors = await openVisitors(server.address, someOf(conversations, plan.visitors));
    say(`${desks.length} desks and ${visitors.length} chats are open; warming up`);
    const crowd = { address: server.address, desks, visitors };
    await load({ ...crowd, arrivals: counted, perSecond: plan.perSecond, seconds: plan.warmUp_s });
    await counted.settle();
    say(`${plan.perSecond} events a second`);
    counted = arrivals;
    const before = await server.usage();
    const failures = await load({ ...crowd, arrivals, perSecond: plan.perSecond, seconds: plan.seconds });
    const after = await server.usage();
    await arrivals.settle();
    const live = { ...arrivals.figures(), failures, lost: desks.filter(({ lost }) => lost).length, cpu: (after.cpu_s - before.cpu_s) / plan.seconds, resident_bytes: after.resident_bytes };
    let page = null;
    if (withPage) {
      say('the page of a desk, a list of thousands');
      counted = new Arrivals();
      let isOver = false;
      const measured = measurePage(server.address, people[0].cookie, 'bot').finally(() => (isOver = true));
      while (!isOver) await Promise.race([measured, load({ ...crowd, arrivals: counted, perSecond: 15, seconds: 2 })]);
      page = await measured;
    }
    for (const { socket } of [...desks, ...visitors]) socket.disconnect();
    return { plan, live, page };
  } finally {
    await server.stop();
  }
}

/** Customers who have the chat open: of each state as many as there are of it in all. */
function someOf(conversations, count) {
  return conversations.filter((_, index) => Math.floor((index * count) / conversations.length) !== Math.floor(((index - 1) * count) / conversations.length));
}

/** The figures as lines for a person. */
export function table({ plan, live, page }) {
  const ms = (value) => `${value.toFixed(0)} ms`.padStart(8);
  const bound = live.sent.p95_ms <= BOUND_MS ? '✓' : '✗';
  return [
    `${plan.agents} desks, ${plan.served + plan.waiting + plan.bot} open conversations, ${plan.perSecond} events a second for ${plan.seconds} s`,
    `  ${live.events} events, ${live.arrivals} arrivals at desks that should see them, ${live.missing} missing, ${live.lost} desks lost`,
    `  from sending to arrival    p50 ${ms(live.sent.p50_ms)}   p95 ${ms(live.sent.p95_ms)} ${bound} (at most ${BOUND_MS} ms)   longest ${ms(live.sent.max_ms)}`,
    `  from commit to arrival     p50 ${ms(live.committed.p50_ms)}   p95 ${ms(live.committed.p95_ms)}   longest ${ms(live.committed.max_ms)}`,
    `  the server: ${(live.cpu * 100).toFixed(0)} % of a processor, ${(live.resident_bytes / 2 ** 20).toFixed(0)} MB`,
    ...Object.entries(live.failures).map(([code, count]) => `  ! ${count} failed with ${code}`),
    ...(page === null ? [] : [
      '',
      `The desk's page, scrolled through ${page.rows} rows while others change (${page.nodes} rows in the page at most)`,
      `  first rows after ${ms(page.first_ms)}`,
      `  between two frames         p50 ${ms(page.p50_ms)}   p95 ${ms(page.p95_ms)}   longest ${ms(page.max_ms)}`,
      `  ${page.longTasks} tasks held it up for more than 50 ms, the longest ${ms(page.longest_ms)}`,
    ]),
  ].join('\n');
}
