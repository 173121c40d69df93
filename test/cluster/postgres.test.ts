import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PostgresDialect } from 'kysely';
import { sweepSilence } from '../../src/conversation/silence/sweep.ts';
import { sweepDuties } from '../../src/conversation/ticket/sweep.ts';
import { openStorage } from '../../src/storage/driver.ts';
import { noteAlive } from '../../src/storage/setting.ts';
import { listEntries } from '../../src/storage/ticket.ts';
import { storageContract } from '../storage/contract.ts';
import { erasureContract } from '../storage/erasureContract.ts';
import { forbiddenContract } from '../storage/forbiddenContract.ts';
import { listContract } from '../storage/listContract.ts';
import { lookContract } from '../storage/lookContract.ts';
import { routingContract } from '../storage/routingContract.ts';
import { sentenceContract } from '../storage/sentenceContract.ts';
import { ticketContract } from '../storage/ticketContract.ts';
import { migrationContract } from '../storage/migrations.ts';
import { temporaryDatabase } from '../support/postgres.ts';
import { RECORDS } from '../support/records.ts';
import { testRuntime } from '../support/runtime.ts';
import { talker } from '../support/talk.ts';

const prepare = async () => {
  const { url, remove } = await temporaryDatabase();
  return { location: { databaseUrl: url, dataPath: '' }, remove };
};

storageContract('PostgreSQL', prepare);
forbiddenContract('PostgreSQL', prepare);
erasureContract('PostgreSQL', prepare);
listContract('PostgreSQL', prepare);
lookContract('PostgreSQL', prepare);
routingContract('PostgreSQL', prepare);

sentenceContract('PostgreSQL', prepare);
ticketContract('PostgreSQL', prepare);

migrationContract('postgres', async () => {
  const { location, remove } = await prepare();
  return { location, dialect: () => new PostgresDialect({ pool: new pg.Pool({ connectionString: location.databaseUrl }) }), remove };
});

describe('what happens by the clock', () => {
  it('happens once on several nodes, while customers write', async () => {
    const { location, remove } = await prepare();
    const clock = { now: Date.parse('2026-11-24T02:00:00Z') };
    const storages = [await openStorage(location), await openStorage(location), await openStorage(location)] as const;
    const nodes = await Promise.all(storages.map((storage) => testRuntime({ storage }, { clock, dialogs: [RECORDS] })));
    const [first] = nodes as [(typeof nodes)[number]];
    const customers = await Promise.all(Array.from({ length: 12 }, () => talker(first.runtime)));
    await Promise.all(customers.map((customer, index) => customer.say(`甲事登记 1380000${1000 + index}`)));
    const numbers = await Promise.all(customers.map(async (customer) => (await customer.conversation()).dialog.tickets[0]?.number as string));
    await Promise.all(customers.map((customer) => customer.say('我的快递到哪了')));
    clock.now += 2 * 3_600_000;
    const lines = (await Promise.all(customers.map((customer) => customer.lines()))).map(({ length }) => length);

    const sweeps = nodes.flatMap(({ runtime }) => [sweepDuties(runtime), sweepSilence(runtime)]);
    const writers = customers.slice(0, 4).map((customer) => customer.say('202611010009'));
    await Promise.all([...sweeps, ...writers]);

    const silent = customers.slice(4);
    expect((await Promise.all(silent.map((customer) => customer.lines()))).map(({ length }) => length)).toEqual(lines.slice(4).map((length) => length + 1));
    for (const number of numbers) expect((await listEntries(first.runtime.storage.read, number)).map(({ kind }) => kind)).toEqual(['opened', 'overdue']);
    for (const node of nodes) await node.close();
    for (const storage of storages) await storage.close();
    await remove();
  });
});

it('programs that open an old database at once all find it upgraded', async () => {
  const { location, remove } = await prepare();
  const opened = await Promise.all(Array.from({ length: 3 }, () => openStorage(location)));
  for (const storage of opened) await storage.transaction((database) => noteAlive(database, 1));
  for (const storage of opened) await storage.close();
  await remove();
});
