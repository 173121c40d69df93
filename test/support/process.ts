import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
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

/** Where a trained data folder waits for the next file or run of tests; deleting it costs one training. */
const CACHE = join(PROJECT_PATH, 'node_modules/.cache/jieda');
const FOLDERS_KEPT = 2;

/** A data folder whose release 1 is trained already; trained again only when the built program or the content has changed. */
export async function trainedFolder(): Promise<{ path: string; remove(): void }> {
  const trained = join(CACHE, `data-${programHash()}`);
  if (!existsSync(trained)) await trainInto(trained);
  const copy = temporaryFolder();
  cpSync(trained, copy.path, { recursive: true });
  return copy;
}

/** Puts what {@link trainedFolder} holds into an empty database, as somebody does who moves to several nodes. */
export async function fillDatabase(databaseUrl: string): Promise<void> {
  const folder = await trainedFolder();
  const file = join(folder.path, 'backup.gz');
  mkdirSync(join(folder.path, 'content'));
  const run = (command: string, environment: Record<string, string>) =>
    promisify(execFile)(process.execPath, [join(PROJECT_PATH, 'dist/cli.js'), command, file, '--json'], { cwd: PROJECT_PATH, env: { ...process.env, NODE_OPTIONS: '', JIEDA_LOG_LEVEL: 'warn', JIEDA_DATA: folder.path, ...environment } });
  await run('backup', {});
  // The content comes along; here it is there already.
  await run('restore', { DATABASE_URL: databaseUrl, JIEDA_CONTENT: join(folder.path, 'content') });
  folder.remove();
}

async function trainInto(path: string): Promise<void> {
  const folder = temporaryFolder();
  const server = await startProcess({ dataPath: folder.path, port: await freePort() });
  server.process.kill('SIGTERM');
  await new Promise((resolve) => server.process.once('exit', resolve));
  mkdirSync(CACHE, { recursive: true });
  // Copied aside first: another test process may look for it at the same time.
  const aside = `${path}.${process.pid}`;
  cpSync(folder.path, aside, { recursive: true });
  folder.remove();
  if (existsSync(path)) rmSync(aside, { recursive: true });
  else renameSync(aside, path);
  const folders = readdirSync(CACHE).filter((name) => name.startsWith('data-')).map((name) => join(CACHE, name));
  const byAge = folders.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of byAge.slice(FOLDERS_KEPT)) rmSync(old, { recursive: true, force: true });
}

/** Names the built program and the content that it starts with. */
function programHash(): string {
  const hash = createHash('sha256');
  for (const root of ['dist', 'intents', 'dialogs', 'data']) {
    const files = readdirSync(join(PROJECT_PATH, root), { recursive: true, encoding: 'utf8' }).filter((path) => /\.(js|json|txt|tsv)$/.test(path) && !/^(ui|local)\//.test(path));
    for (const path of files.sort()) hash.update(path).update(readFileSync(join(PROJECT_PATH, root, path)));
  }
  return hash.digest('hex').slice(0, 16);
}
