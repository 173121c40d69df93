import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { seededRandom } from '../../src/base/random.ts';
import { temporaryDatabase } from '../support/postgres.ts';
import { fillDatabase, freePort, startProcess, trainedFolder, type ServerProcess } from '../support/process.ts';

const SEED = Number(process.env['JIEDA_SEED'] ?? Date.now() % 100_000);
const KILLS = Number(process.env['JIEDA_KILLS'] ?? 4);
const CLIENTS = 20;
const TEXTS = ['我的快递到哪了', '202611010001', '怎么退货', '你好', '登录不上去', '今天天气怎么样', '谢谢'];

type Line = { seq: number; from: string; text: string; clientId?: string };

/** A customer who sends each message until it is acknowledged, as the widget does. */
class Customer {
  readonly acknowledged = new Map<string, number>();
  readonly #address: string;
  #sent = 0;
  conversation: { conversationId: string; token: string } | null = null;

  constructor(address: string) {
    this.#address = address;
  }

  async run(isOver: () => boolean, pause: () => Promise<void>): Promise<void> {
    while (!isOver()) {
      const clientId = `m${this.#sent}`;
      const text = TEXTS[this.#sent % TEXTS.length] as string;
      const seq = await this.#send(clientId, text);
      if (seq !== null) {
        this.acknowledged.set(clientId, seq);
        this.#sent += 1;
      }
      await pause();
    }
  }

  async read(): Promise<Line[]> {
    const { conversationId, token } = this.conversation as { conversationId: string; token: string };
    const response = await fetch(`${this.#address}/api/v1/visitor/conversations/${conversationId}/messages`, { headers: { authorization: `Bearer ${token}` } });
    return ((await response.json()) as { messages: Line[] }).messages;
  }

  /** @returns null when nobody answered: then the same message is sent again. */
  async #send(clientId: string, text: string): Promise<number | null> {
    try {
      this.conversation ??= (await this.#post('/api/v1/visitor/conversations', {})) as { conversationId: string; token: string };
      const answer = await this.#post(`/api/v1/visitor/conversations/${this.conversation.conversationId}/messages`, { clientId, text });
      return (answer as { seq: number }).seq;
    } catch (error) {
      // By its name: a refused connection is the TypeError of another realm than this test's.
      const { name, message } = error as Error;
      if (name === 'TypeError' || message.startsWith('status')) return null;
      throw error;
    }
  }

  async #post(path: string, body: object): Promise<unknown> {
    const response = await fetch(this.#address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.conversation && { authorization: `Bearer ${this.conversation.token}` }) },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.json();
  }
}

/** How many messages were acknowledged; fails where one of them is lost, doubled or out of order. */
async function countAcknowledged(customers: Customer[]): Promise<number> {
  let acknowledged = 0;
  for (const customer of customers) {
    const lines = await customer.read();
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
    const own = lines.filter(({ from }) => from === 'customer');
    expect(new Set(own.map(({ clientId }) => clientId)).size).toBe(own.length);
    for (const [clientId, seq] of customer.acknowledged) expect(own.find((line) => line.clientId === clientId)?.seq).toBe(seq);
    expect([...customer.acknowledged.values()]).toEqual([...customer.acknowledged.values()].sort((a, b) => a - b));
    acknowledged += customer.acknowledged.size;
  }
  return acknowledged;
}

/** How long a server that is told to stop may take, in milliseconds. */
const STOP_MS = 10_000;

/** PostgreSQL where it is installed. */
const ENGINES = existsSync('/usr/lib/postgresql') ? ['SQLite', 'PostgreSQL'] : ['SQLite'];

describe.each(ENGINES)(`a server on %s killed at any instant (seed ${SEED}, ${KILLS} times)`, (engine) => {
  let folder: { path: string; remove(): void };
  let database: Awaited<ReturnType<typeof temporaryDatabase>> | null = null;
  let port: number;
  let server: ServerProcess;
  const start = () => startProcess({ dataPath: folder.path, port, environment: database === null ? {} : { DATABASE_URL: database.url } });
  beforeAll(async () => {
    folder = await trainedFolder();
    if (engine === 'PostgreSQL') {
      database = await temporaryDatabase();
      await fillDatabase(database.url);
    }
    port = await freePort();
    server = await start();
  });
  afterAll(async () => {
    await server.kill();
    await database?.remove();
    folder.remove();
  });

  it('has lost, doubled and reordered nothing that it acknowledged', async () => {
    const random = seededRandom(SEED);
    const customers = Array.from({ length: CLIENTS }, () => new Customer(server.address));
    const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
    let over = false;
    const running = customers.map((customer) => customer.run(() => over, () => wait(400 + random(400))));
    for (let kill = 0; kill < KILLS; kill += 1) {
      await wait(300 + random(2_000));
      await server.kill();
      server = await start();
    }
    await wait(1_500);
    over = true;
    await Promise.all(running);

    const acknowledged = await countAcknowledged(customers);
    expect(acknowledged).toBeGreaterThan(CLIENTS * KILLS);
  });

  const onOneMachine = engine === 'SQLite' ? it : () => undefined;
  onOneMachine('keeps a second process from its data, and names who has it', async () => {
    await expect(startProcess({ dataPath: folder.path, port: await freePort() })).rejects.toThrow(String(server.process.pid));
    expect((await fetch(`${server.address}/ready`)).status).toBe(200);
  });

  it('told to stop under load finishes what it took, and is gone within ten seconds', async () => {
    const customers = Array.from({ length: CLIENTS }, () => new Customer(server.address));
    let over = false;
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 550));
    const running = customers.map((customer) => customer.run(() => over, pause));
    while (customers.some(({ acknowledged }) => acknowledged.size < 2)) await pause();
    const since = performance.now();
    const ended = new Promise<number | null>((resolve) => server.process.once('exit', resolve));
    server.process.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(performance.now() - since).toBeLessThan(STOP_MS);

    server = await start();
    over = true;
    await Promise.all(running);
    expect(await countAcknowledged(customers)).toBeGreaterThanOrEqual(CLIENTS * 2);
  });
});
