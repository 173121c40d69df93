// Many visitors in a process of their own, so that making the load and bearing it are told apart. Does what it is asked, one thing at a time.
import { quantile, sortedCopy } from './quantile.js';
import { QUESTIONS } from './texts.js';
import { Visitor } from './visitor.js';

/** Visitors that arrive at the same time; more of them only wait for each other. */
const ARRIVING = 25;

/** Everything that is kept of a target, by its name. */
const crowds = new Map();

const commands = {
  /** So many visitors with so many conversations each; those who are there already stay. */
  async arrive({ target, visitors, conversations }) {
    const crowd = crowds.get(target.name) ?? { visitors: [], took_ms: [], acknowledged: 0, counted: 0, seconds: 0, failures: {} };
    crowds.set(target.name, crowd);
    while (crowd.visitors.length < visitors) crowd.visitors.push(new Visitor(target));
    const coming = [...crowd.visitors];
    const door = async () => {
      for (let visitor = coming.pop(); visitor; visitor = coming.pop()) await visitor.arrive(conversations);
    };
    await Promise.all(Array.from({ length: ARRIVING }, door));
    return {};
  },

  /** Each sends, waits for the acknowledgement and sends the next; ends when the last one is answered. */
  async load({ target, seconds, counts }) {
    const crowd = crowds.get(target.name);
    const from = performance.now();
    const until = from + seconds * 1000;
    let acknowledged = 0;
    const one = async (visitor, number) => {
      for (let turn = number * 7; performance.now() < until; turn += 1) {
        const { took_ms, failure } = await visitor.send(QUESTIONS[turn % QUESTIONS.length]);
        if (failure !== undefined) {
          crowd.failures[failure] = (crowd.failures[failure] ?? 0) + 1;
          continue;
        }
        acknowledged += 1;
        if (counts) crowd.took_ms.push(took_ms);
      }
    };
    await Promise.all(crowd.visitors.map(one));
    // Until the last answer: what was asked in time and answered late has kept the server busy as well.
    const took_s = (performance.now() - from) / 1000;
    crowd.acknowledged += acknowledged;
    if (counts) {
      crowd.counted += acknowledged;
      crowd.seconds += took_s;
    }
    return { acknowledged, perSecond: acknowledged / took_s };
  },

  /** Everybody goes. @returns what was measured over all loads that count. */
  async leave({ target }) {
    const { visitors, took_ms, acknowledged, counted, seconds, failures } = crowds.get(target.name);
    for (const visitor of visitors) visitor.leave();
    const sorted = sortedCopy(took_ms);
    return {
      perSecond: counted / seconds,
      p50_ms: quantile(sorted, 0.5),
      p95_ms: quantile(sorted, 0.95),
      p99_ms: quantile(sorted, 0.99),
      acknowledged,
      failures,
      late: visitors.reduce((sum, { late }) => sum + late, 0),
    };
  },
};

process.on('message', async (message) => {
  if (typeof message !== 'object') return;
  process.send(await commands[message.command](message));
});
// It lives until it is stopped; the tether alone would let it end.
process.channel.ref();
process.send({ state: 'listening' });
