import { readConfig } from '../base/config.ts';
import { LIMITS } from '../base/limits.ts';
import { start, type Running } from '../main.ts';
import { progressBar } from './common.ts';

/** `jieda start`: serves until it is told to stop, then finishes the turns under way. */
export async function runStart(): Promise<void> {
  const running = await start(readConfig(process.env), { line: (text) => void process.stdout.write(`${text}\n`), progress: progressBar() });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(running));
}

async function stop(running: Running): Promise<void> {
  setTimeout(() => {
    running.runtime.log.error('stopping took too long');
    process.exit(1);
  }, LIMITS.shutdown_ms).unref();
  try {
    await running.stop();
    process.exit(0);
  } catch (error) {
    running.runtime.log.error({ err: error }, 'stopping failed');
    process.exit(1);
  }
}
