import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type AddressInfo } from 'node:net';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { temporaryFolder } from './folder.ts';

/** A server that runs as its users run it: the built program in a process of its own. */
export type ServerProcess = {
  address: string;
  /** The one-time link for the first admin, as it was printed. */
  adminLink: string | null;
  process: ChildProcess;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
};

const STARTED = /解答已启动/;
const ADMIN_LINK = /\/desk\/#\/join\/[\w-]+/;

/** A free port of this machine. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

export async function startProcess({ dataPath, port, environment = {} }: { dataPath: string; port: number; environment?: Record<string, string> }): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(PROJECT_PATH, 'dist/cli.js'), 'start'], {
    cwd: PROJECT_PATH,
    env: { ...process.env, PORT: String(port), JIEDA_DATA: dataPath, JIEDA_LOG_LEVEL: 'warn', NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = await untilStarted(child);
  const address = `http://localhost:${port}`;
  return {
    address,
    adminLink: ADMIN_LINK.exec(output)?.[0] ?? null,
    process: child,
    kill: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

/** Everything that it printed until it took requests. */
function untilStarted(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    child.stderr?.on('data', (piece: Buffer) => (errors += piece.toString()));
    child.stdout?.on('data', (piece: Buffer) => {
      output += piece.toString();
      if (STARTED.test(output)) resolve(output);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}${errors}`)));
  });
}

let trained: { path: string } | undefined;

/** A data folder whose release 1 is trained already; trained once for all tests of a run. */
export async function trainedFolder(environment: Record<string, string> = {}): Promise<{ path: string; remove(): void }> {
  if (trained === undefined) {
    const folder = temporaryFolder();
    const server = await startProcess({ dataPath: folder.path, port: await freePort(), environment });
    server.process.kill('SIGTERM');
    await new Promise((resolve) => server.process.once('exit', resolve));
    trained = folder;
  }
  const copy = temporaryFolder();
  cpSync(trained.path, copy.path, { recursive: true });
  return copy;
}
