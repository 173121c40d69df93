import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { IDENTITY_SECRET } from './doors.js';

// Whoever stops the player stops its server, too: only an exit is told to those who wait for one.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const PROGRAM = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Starts the built program with its clock at `clock`, and with what else `environment` says; resolves once it serves. `link`: the first admin's, where there is no account yet. */
export async function startServer({ dataPath, port, clock, environment = {} }) {
  const child = spawn(process.execPath, [PROGRAM, 'start'], {
    env: { ...process.env, PORT: String(port), JIEDA_DATA: dataPath, JIEDA_CLOCK: clock, JIEDA_IDENTITY_SECRET: IDENTITY_SECRET, JIEDA_LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Whatever happens to the player, its server does not go on without it.
  const end = () => child.kill();
  process.once('exit', end);
  let output = '';
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (piece) => {
      output += piece;
      if (output.includes('解答已启动')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return {
    address: `http://localhost:${port}`,
    link: /\/desk\/#\/join\/[\w-]+/.exec(output)?.[0] ?? null,
    stop: () =>
      new Promise((resolve) => {
        process.off('exit', end);
        child.removeAllListeners('exit').once('exit', resolve);
        child.kill('SIGTERM');
      }),
  };
}
