import { describe, expect, it } from '@jest/globals';
import type { DeskPerson } from '../../src/contract/desk.ts';
import { accept } from '../../src/desk/accept.ts';
import { NOWHERE } from '../../src/desk/account/origin.ts';
import { setCapacity, signOfLife } from '../../src/desk/presence.ts';
import { offerFor } from '../../src/desk/routing/offer.ts';
import { sweepRouting } from '../../src/desk/routing/sweep.ts';
import { openStorage } from '../../src/storage/driver.ts';
import { listWaiting, loadOf } from '../../src/storage/routing.ts';
import { atDesk } from '../support/desk.ts';
import { temporaryDatabase } from '../support/postgres.ts';
import { testRuntime } from '../support/runtime.ts';
import { talker } from '../support/talk.ts';

describe('offers of several nodes', () => {
  it('go to one agent each, never beyond what one serves, and run out once', async () => {
    const { url, remove } = await temporaryDatabase();
    const location = { databaseUrl: url, dataPath: '' };
    const clock = { now: Date.parse('2026-11-24T02:00:00Z') };
    const storages = await Promise.all([openStorage(location), openStorage(location), openStorage(location)]);
    const nodes = await Promise.all(storages.map((storage) => testRuntime({ storage }, { clock })));
    const [first] = nodes as [(typeof nodes)[number]];
    const { runtime } = first;
    const agents: DeskPerson[] = [];
    for (const number of ['1001', '1002', '1003']) agents.push(await atDesk(runtime, `agent${number}`, number));
    for (const { id } of agents) await setCapacity(runtime, { id }, id, 2, NOWHERE);
    const customers = await Promise.all(Array.from({ length: 12 }, () => talker(runtime)));
    await Promise.all(customers.map((customer) => customer.say('转人工')));
    const everywhere = () => Promise.all(nodes.flatMap((node) => [sweepRouting(node.runtime), sweepRouting(node.runtime)]));

    await everywhere();
    const offered = (await listWaiting(runtime.storage.read)).flatMap(({ offer }) => (offer === null ? [] : [offer.agentId]));
    expect(offered.sort()).toEqual(agents.map(({ id }) => id));

    clock.now += 30_000;
    for (const { id } of agents) await signOfLife(runtime, id, true, false);
    await everywhere();
    const passes = (await listWaiting(runtime.storage.read)).flatMap((waiting) => waiting.passes);
    expect(passes).toHaveLength(3);
    for (let round = 0; round < 4; round += 1) {
      await everywhere();
      for (const agent of agents) {
        const offer = await offerFor(runtime, agent.id);
        if (offer !== null) await accept(runtime, agent, offer.conversationId);
      }
    }
    expect(await Promise.all(agents.map(({ id }) => loadOf(runtime.storage.read, id)))).toEqual([2, 2, 2]);
    expect(await listWaiting(runtime.storage.read)).toHaveLength(6);
    for (const node of nodes) await node.close();
    for (const storage of storages) await storage.close();
    await remove();
  }, 60_000);
});
