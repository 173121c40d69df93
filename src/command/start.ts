import { readConfig } from '../base/config.ts';
import { LIMITS } from '../base/limits.ts';
import { claimFolder } from '../storage/claim.ts';
import { start, type Running } from '../main.ts';
import { progressBar } from './common.ts';

/** `jieda start`: serves until it is told to stop, then finishes the turns under way. */
export async function runStart(): Promise<void> {
  const config = readConfig(process.env);
  if (config.databaseUrl === undefined) process.once('exit', claimFolder(config.dataPath));
  const running = await start(config, { line: (text) => void process.stdout.write(`${text}\n`), progress: progressBar() });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(running, 0));
  process.on('unhandledRejection', (reason) => running.runtime.log.error({ err: reason }, 'a promise failed and nobody was waiting for it'));
  // After an exception nobody caught the process cannot be trusted; everything that was acknowledged is on disk.
  process.once('uncaughtException', (error) => {
    running.runtime.log.fatal({ err: error }, 'unexpected: stopping');
    void stop(running, 1);
  });
}

async function stop(running: Running, exitCode: number): Promise<void> {
  setTimeout(() => {
    running.runtime.log.error('stopping took too long');
    process.exit(1);
  }, LIMITS.shutdown_ms).unref();
  try {
    await running.stop();
    process.exit(exitCode);
  } catch (error) {
    running.runtime.log.error({ err: error }, 'stopping failed');
    process.exit(1);
  }
}
