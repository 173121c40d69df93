import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { PROJECT_PATH, startProcess } from './process.js';

/**
 * Starts the server as its users do, on a free port of the loopback address, and waits until it takes turns. It believes the forwarded
 * address of this machine, so that each visitor can have an address of its own. `profilePath`: folder for a CPU profile; `environment`: what
 * else it is told.
 */
export async function startServer(dataPath, profilePath, environment = {}) {
  const from = performance.now();
  const server = startProcess(join(PROJECT_PATH, 'dist/cli.js'), {
    args: ['start'],
    environment: { PORT: '0', HOST: '127.0.0.1', JIEDA_DATA: dataPath, JIEDA_TRUST_PROXY: '127.0.0.1', JIEDA_LOG_LEVEL: 'warn', ...environment },
    nodeArguments: profilePath === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profilePath}`],
  });
  // A first start prints its address a line earlier, with the admin's link; both stand there once it listens.
  const [, port] = await server.printed(/http:\/\/localhost:(\d+)\//);
  const address = `http://127.0.0.1:${port}`;
  const { status } = await fetch(`${address}/ready`);
  if (status !== 200) throw new Error(`the server listens, but /ready answers ${status}`);
  return { ...server, address, ready_s: (performance.now() - from) / 1000, usage: () => server.ask('usage') };
}

/** Starts the bare Socket.IO server that ours is compared with. */
export async function startEcho() {
  const echo = startProcess(join(PROJECT_PATH, 'test/bench/echo.js'));
  const [, port] = await echo.printed(/port (\d+)/);
  return { ...echo, address: `http://127.0.0.1:${port}`, usage: () => echo.ask('usage') };
}

/** Loads nodejieba alone: what of a start-up and of the memory is its doing. */
export async function loadSegmentation() {
  const from = performance.now();
  const process = startProcess(join(PROJECT_PATH, 'test/bench/segmentation.js'));
  const [, load_s] = await process.printed(/loaded in ([\d.]+) s/);
  const ready_s = (performance.now() - from) / 1000;
  const { resident_bytes, cpu_s } = await process.ask('usage');
  await process.stop();
  return { load_s: Number(load_s), ready_s, resident_bytes, cpu_s };
}
