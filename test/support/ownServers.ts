import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from './folder.ts';
import { freePort } from './process.ts';

/** A server of a test's own, which it may stop and start as it likes. */
export type OwnServer = { url: string; start(): Promise<void>; stop(): Promise<void>; remove(): Promise<void> };

const POSTGRES = '/usr/lib/postgresql';

/** PostgreSQL never runs as root; then it runs as the account that its package made. */
const asItself = (command: string, ...given: string[]): [string, string[]] =>
  process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', command, ...given]] : [command, given];

/** A PostgreSQL with a data folder and a port of its own. `stop` ends it as a crash would, without waiting for anybody. */
export async function ownPostgres(): Promise<OwnServer> {
  const version = readdirSync(POSTGRES).sort((a, b) => Number(b) - Number(a))[0];
  const binary = (name: string) => join(POSTGRES, String(version), 'bin', name);
  const folder = temporaryFolder();
  chmodSync(folder.path, 0o777);
  const data = join(folder.path, 'data');
  const port = await freePort();
  const run = (name: string, ...given: string[]) => execFileSync(...asItself(binary(name), ...given), { stdio: 'ignore', cwd: '/' });
  run('initdb', '--pgdata', data, '--auth', 'trust', '--username', 'postgres', '--no-sync');
  const server: OwnServer = {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async start() {
      run('pg_ctl', 'start', '--wait', '--pgdata', data, '--log', join(folder.path, 'log'), '--options', `-p ${port} -k '' -c listen_addresses=127.0.0.1`);
    },
    async stop() {
      run('pg_ctl', 'stop', '--wait', '--pgdata', data, '--mode', 'immediate');
    },
    async remove() {
      if (existsSync(join(data, 'postmaster.pid'))) await server.stop();
      execFileSync('rm', ['-rf', folder.path]);
    },
  };
  await server.start();
  return server;
}

/** A Redis with a port of its own, which keeps nothing. */
export async function ownRedis(): Promise<OwnServer> {
  const port = await freePort();
  let running: ChildProcess | null = null;
  const server: OwnServer = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      running = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore', cwd: '/tmp' });
      while (!(await answers(port))) if (running.exitCode !== null) throw new Error(`redis-server ended with ${running.exitCode}`);
    },
    async stop() {
      const ending = running;
      running = null;
      if (ending === null || ending.exitCode !== null) return;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      ending.kill('SIGKILL');
      await ended;
    },
    remove: () => server.stop(),
  };
  await server.start();
  return server;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
