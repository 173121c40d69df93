import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { listMessages } from '../../src/storage/message.ts';
import { learnHere } from '../../src/studio/learning.ts';
import { publish } from '../../src/studio/publish.ts';
import { train } from '../../src/studio/release.ts';
import { MARK, marked, smallContent } from '../support/content.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryDatabase } from '../support/postgres.ts';
import { freePort, startProcess, type ServerProcess } from '../support/process.ts';

const REDIS = process.env['JIEDA_TEST_REDIS'] ?? 'redis://127.0.0.1:6379';
const CHANGES = 50;
/** How soon every node serves what was published. */
const SWITCHED_MS = 5_000;
const CUSTOMERS = 8;
/** Between the messages of one customer, below the rate that is allowed. */
const PACE_MS = 550;

type Opened = { conversationId: string; token: string };
type Turn = { address: string; opened: Opened; acknowledged: number[] };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('two nodes on which releases are published and rolled back while customers write', () => {
  const folder = temporaryFolder();
  const nodes: ServerProcess[] = [];
  let database: Awaited<ReturnType<typeof temporaryDatabase>>;
  let storage: Storage;
  let [first, second] = [0, 0];
  let cookie = '';
  beforeAll(async () => {
    database = await temporaryDatabase();
    storage = await openStorage({ databaseUrl: database.url, dataPath: '' });
    const content = await smallContent();
    const clock = { now_ms: () => Date.now() };
    [first, second] = [
      (await train(storage, { readAll: async () => content }, clock, undefined, { learning: learnHere })).number,
      (await train(storage, { readAll: async () => marked(content) }, clock, undefined, { learning: learnHere })).number,
    ];
    await publish(storage, first, { at_ms: Date.now(), id: null, address: null });
    for (let node = 0; node < 2; node += 1) {
      nodes.push(await startProcess({ dataPath: folder.path, port: await freePort(), environment: { DATABASE_URL: database.url, REDIS_URL: REDIS } }));
    }
    const token = nodes[0]?.adminLink?.split('/').at(-1);
    cookie = (await post(nodes[0]?.address ?? '', '/api/v1/desk/persons', { token, login: 'boss', name: '小王', workerNumber: '1', password: 'long-enough-1' })).cookie;
  }, 300_000);
  afterAll(async () => {
    for (const { kill } of nodes) await kill();
    await storage.close();
    await database.remove();
    folder.remove();
  });

  const addressOf = (index: number) => (nodes[index % nodes.length] as ServerProcess).address;
  const post = async (address: string, path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(address + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    return { status: response.status, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '', body: (await response.json()) as Record<string, unknown> };
  };
  const served = async (address: string) => ((await (await fetch(`${address}/ready`)).json()) as { release: number }).release;

  /** Lets a release serve from one node, and waits for all. @returns how long that took, in ms. */
  async function change(step: number): Promise<number> {
    const [target, path, body] = step % 2 === 0 ? [second, `${second}/publish`, { reason: '试一试' }] : [first, 'rollback', {}];
    const from = performance.now();
    const { status, body: answer } = await post(addressOf(step >> 1), `/api/v1/studio/releases/${path}`, body, { cookie });
    expect([status, answer]).toEqual([200, { release: target }]);
    while ((await Promise.all(nodes.map(({ address }) => served(address)))).some((release) => release !== target)) await pause(20);
    return performance.now() - from;
  }

  it('fifty times: all nodes switch within five seconds, each turn is of one release, and none is lost', async () => {
    const customers = await Promise.all(
      Array.from({ length: CUSTOMERS }, async (_, index): Promise<Turn> => {
        const address = addressOf(index);
        return { address, opened: (await post(address, '/api/v1/visitor/conversations', {})).body as Opened, acknowledged: [] };
      }),
    );
    let over = false;
    const writing = customers.map(async ({ address, opened: { conversationId, token }, acknowledged }) => {
      while (!over) {
        const { status, body } = await post(address, `/api/v1/visitor/conversations/${conversationId}/messages`, { clientId: `m${acknowledged.length}`, text: '怎么退货' }, { authorization: `Bearer ${token}` });
        expect([status, body]).toEqual([200, { seq: expect.any(Number) }]);
        acknowledged.push(body['seq'] as number);
        await pause(PACE_MS);
      }
    });
    const taken: number[] = [];
    try {
      for (let step = 0; step < CHANGES; step += 1) {
        taken.push(await change(step));
        // Some turns between two changes, so that each release has its own.
        await pause(PACE_MS / 2);
      }
    } finally {
      over = true;
      await Promise.all(writing);
    }

    expect(taken.filter((ms) => ms >= SWITCHED_MS)).toEqual([]);
    const seen = new Set<number>();
    for (const { opened, acknowledged } of customers) {
      const lines = await listMessages(storage.read, opened.conversationId, 0, 100_000, 'desk');
      expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
      expect(lines.filter(({ sender }) => sender === 'customer').map(({ seq }) => seq)).toEqual(acknowledged);
      let turn: number | null = null;
      let answered = true;
      for (const { sender, text, explanation } of lines) {
        if (sender === 'customer') {
          expect(answered).toBe(true);
          [turn, answered] = [null, false];
        }
        if (explanation === null) continue;
        answered = true;
        seen.add(explanation.release);
        turn ??= explanation.release;
        expect([text, explanation.release]).toEqual([text, turn]);
        expect([text, text.includes(MARK)]).toEqual([text, explanation.release === second]);
      }
      expect(answered).toBe(true);
    }
    expect([...seen].sort()).toEqual([first, second]);
  });
});
