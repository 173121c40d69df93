import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { temporaryFolder } from '../support/folder.ts';
import { freePort, trainedFolder } from '../support/process.ts';

const DISK_MIB = 48;
const DEADLINE_MS = 10_000;
const CUSTOMERS = 40;
/** Long, so that what room the log of the database still holds is soon used up. */
const TEXT = `我的快递到哪了${'，麻烦您帮我看一看'.repeat(150)}`;
/** So many messages have to be refused before the disk counts as full. */
const REFUSED = 10;

type Opened = { conversationId: string; token: string };

class Customer {
  readonly conversationId: string;
  readonly token: string;
  readonly acknowledged: string[] = [];
  sent = 0;

  constructor({ conversationId, token }: Opened) {
    this.conversationId = conversationId;
    this.token = token;
  }
}

/** A disk of its own needs a mount of its own, which a system may refuse to those who are not root. */
const mounts = ((): boolean => {
  try {
    execFileSync('unshare', ['-rm', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Starts the server with its data on a small disk of its own, which only it sees. `disk`: that folder, from outside. */
async function startOnSmallDisk(dataPath: string, trained: string, port: number): Promise<{ process: ChildProcess; disk: string }> {
  const script = 'mount -t tmpfs -o size=$1m tmpfs "$2" && cp -r "$3"/. "$2" && exec "$4" "$5" start';
  const child = spawn('unshare', ['-rm', 'sh', '-c', script, 'sh', String(DISK_MIB), dataPath, trained, process.execPath, join(PROJECT_PATH, 'dist/cli.js')], {
    cwd: PROJECT_PATH,
    env: { ...process.env, PORT: String(port), JIEDA_DATA: dataPath, JIEDA_LOG_LEVEL: 'silent', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (piece: Buffer) => piece.toString().includes('解答已启动') && resolve());
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { process: child, disk: join('/proc', String(child.pid), 'root', dataPath) };
}

(mounts ? describe : describe.skip)('a disk that is full', () => {
  const folder = temporaryFolder();
  let trained: { path: string; remove(): void };
  let server: { process: ChildProcess; disk: string };
  let address: string;
  beforeAll(async () => {
    trained = await trainedFolder();
    const port = await freePort();
    address = `http://localhost:${port}`;
    server = await startOnSmallDisk(folder.path, trained.path, port);
  });
  afterAll(() => {
    server.process.kill('SIGKILL');
    trained.remove();
    folder.remove();
  });

  const post = async (path: string, body: object, token?: string) => {
    const response = await fetch(address + path, { method: 'POST', headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, any> }; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers of every shape
  };
  const ready = async () => {
    const response = await fetch(`${address}/ready`);
    return { status: response.status, problem: ((await response.json()) as { problem?: string }).problem };
  };

  /** Takes all that is left, down to the last block. */
  function fill(): void {
    for (let kibibytes = 65_536, file = 0; kibibytes >= 4; ) {
      try {
        writeFileSync(join(server.disk, `fill-${(file += 1)}`), Buffer.alloc(kibibytes * 1024));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        kibibytes /= 2;
      }
    }
  }

  it('acknowledges nothing that is not stored, says so, and goes on by itself once there is room', async () => {
    const customers = await Promise.all(Array.from({ length: CUSTOMERS }, async () => new Customer((await post('/api/v1/visitor/conversations', {})).body as Opened)));
    const send = async (customer: Customer) => {
      const clientId = `m${(customer.sent += 1)}`;
      const answer = await post(`/api/v1/visitor/conversations/${customer.conversationId}/messages`, { clientId, text: TEXT }, customer.token);
      if (answer.status === 200) customer.acknowledged.push(clientId);
      return answer;
    };
    for (const customer of customers) expect((await send(customer)).status).toBe(200);

    fill();
    let refused = 0;
    for (let turn = 0; refused < REFUSED; turn += 1) {
      // Fewer than one of them may send in its window, so that it is the disk that refuses.
      expect(turn).toBeLessThan(CUSTOMERS * 15);
      const answer = await send(customers[turn % CUSTOMERS] as Customer);
      if (answer.status === 200) continue;
      expect(answer).toMatchObject({ status: 503, body: { error: { code: 'storage.unavailable' } } });
      refused += 1;
    }
    const { status, problem } = await ready();
    expect(status).toBe(503);
    // Whether the write that proves it still found room or not.
    expect(['storage.full', 'storage.unavailable']).toContain(problem);
    expect((await fetch(`${address}/health`)).status).toBe(200);

    execFileSync('sh', ['-c', `rm -f ${join(server.disk, 'fill-')}*`]);
    const since = performance.now();
    while ((await ready()).status !== 200) expect(performance.now() - since).toBeLessThan(DEADLINE_MS);
    for (const customer of customers) expect((await send(customer)).status).toBe(200);

    for (const { conversationId, token, acknowledged } of customers) {
      const response = await fetch(`${address}/api/v1/visitor/conversations/${conversationId}/messages`, { headers: { authorization: `Bearer ${token}` } });
      const { messages } = (await response.json()) as { messages: { seq: number; from: string; clientId?: string }[] };
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
      expect(messages.filter(({ from }) => from === 'customer').map(({ clientId }) => clientId)).toEqual(acknowledged);
    }
  });

  it('leaves a database that is whole', async () => {
    const copy = temporaryFolder();
    cpSync(server.disk, copy.path, { recursive: true, filter: (path) => !path.includes('server.lock') });
    const { default: Database } = await import('libsql');
    const database = new Database(join(copy.path, 'jieda.db'));
    expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.close();
    rmSync(copy.path, { recursive: true, force: true });
  });
});
