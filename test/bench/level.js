import { join } from 'node:path';
import { LIMITS } from '../../dist/base/limits.js';
import { PROJECT_PATH, startProcess } from './process.js';

/** How much faster than while warming up the visitors may get before conversations must be opened in the middle. */
const ALLOWANCE = 1.6;

/**
 * So many visitors at our server and at the bare echo, by turns, from one process. `times`: `{warmUp_s, slice_s, slices}`.
 * The echo takes half of the time: its figures are steady much sooner.
 * @returns what was measured of each, with `cpu_ms` of the server for one message.
 */
export async function measureLevel({ visitors, jieda, echo, times }) {
  const crowd = startProcess(join(PROJECT_PATH, 'test/bench/visitors.js'));
  // What is sent before it listens would be lost.
  await crowd.answer();
  const ours = { server: jieda, target: { name: 'jieda', address: jieda.address, opens: true }, cpu_s: 0, acknowledged: 0 };
  const bare = { server: echo, target: { name: 'echo', address: echo.address, opens: false }, cpu_s: 0, acknowledged: 0 };
  const tell = (command, { target }, more = {}) => crowd.ask({ command, target, ...more });

  await tell('arrive', ours, { visitors, conversations: 1 });
  const { perSecond } = await tell('load', ours, { seconds: times.warmUp_s, counts: false });
  const conversations = 1 + Math.ceil((perSecond * ALLOWANCE * times.slice_s * times.slices) / (LIMITS.visitorMessages * visitors));
  await tell('arrive', ours, { visitors, conversations });
  await tell('arrive', bare, { visitors, conversations });
  await tell('load', bare, { seconds: times.warmUp_s, counts: false });

  for (let slice = 0; slice < times.slices; slice += 1) {
    for (const side of [ours, bare]) {
      const before = await side.server.usage();
      const { acknowledged } = await tell('load', side, { seconds: side === ours ? times.slice_s : times.slice_s / 2, counts: true });
      side.cpu_s += (await side.server.usage()).cpu_s - before.cpu_s;
      side.acknowledged += acknowledged;
    }
  }
  const result = { visitors, conversations };
  for (const side of [ours, bare]) {
    const cpu_ms = (side.cpu_s / side.acknowledged) * 1000;
    const { resident_bytes } = await side.server.usage();
    result[side.target.name] = { ...(await tell('leave', side)), cpu_ms, resident_bytes };
  }
  await crowd.stop();
  return result;
}
