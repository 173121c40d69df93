import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { findConversation, insertConversation } from '../../src/storage/conversation.ts';
import { listConversations } from '../../src/storage/conversationList.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { insertMessages, listMessages } from '../../src/storage/message.ts';
import { insertParticipant } from '../../src/storage/participant.ts';
import { insertPerson, markSeen } from '../../src/storage/person.ts';
import { newPresence, savePresence } from '../../src/storage/presence.ts';
import { countAhead, pacesOfTeams } from '../../src/storage/queue.ts';
import { findOfferTo, listAgents, listForsaken, listOffersDue, listWaiting } from '../../src/storage/routing.ts';
import { insertStateChange } from '../../src/storage/stateChange.ts';
import { aConversation, aMessage } from '../support/conversation.ts';

type Location = { databaseUrl: string | undefined; dataPath: string };

/** What every engine has to do for the queue, for who is there, and for what only the desk reads. */
export function routingContract(engine: string, prepare: () => Promise<{ location: Location; remove(): Promise<void> | void }>): void {
  describe(`the queue on ${engine}`, () => {
    let prepared: Awaited<ReturnType<typeof prepare>>;
    let storage: Storage;

    beforeAll(async () => {
      prepared = await prepare();
      storage = await openStorage(prepared.location);
    });
    afterAll(async () => {
      await storage.close();
      await prepared.remove();
    });
    beforeEach(async () => {
      await storage.transaction(async (database) => {
        for (const table of ['state_change', 'participant', 'presence', 'person_team', 'message', 'conversation', 'person'] as const) await database.deleteFrom(table).execute();
      });
    });

    it('orders the queue by priority, then by time of arrival', async () => {
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation({ id: 'late', state: 'queued', queuedAt_ms: 30 }));
        await insertConversation(database, aConversation({ id: 'early', state: 'queued', queuedAt_ms: 10 }));
        await insertConversation(database, aConversation({ id: 'angry', state: 'queued', queuedAt_ms: 40, priority: 20 }));
        await insertConversation(database, aConversation({ id: 'elsewhere', state: 'agent', agentId: 'p', queuedAt_ms: 1 }));
      });
      expect((await listWaiting(storage.read)).map(({ id }) => id)).toEqual(['angry', 'early', 'late']);
    });

    it('lets nobody be overtaken for ever: a point of priority is worth a head start, not more', async () => {
      await storage.transaction(async (database) => {
        for (const [id, queuedAt_ms, priority] of [['early', 0, 0], ['angry', 500_000, 20], ['late', 700_000, 20]] as const) {
          await insertConversation(database, aConversation({ id, state: 'queued', queuedAt_ms, priority }));
        }
      });
      expect((await listWaiting(storage.read)).map(({ id }) => id)).toEqual(['angry', 'early', 'late']);
      const early = await findConversation(storage.read, 'early');
      expect(early && (await countAhead(storage.read, early))).toBe(1);
    });

    it('knows to whom a conversation is offered, and which offers have run out', async () => {
      const offer = (agentId: string, until_ms: number) => ({ state: 'queued' as const, queuedAt_ms: 1, offer: { agentId, until_ms } });
      const passes = [{ agentId: 'p3', at_ms: 5 }];
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation({ id: 'c1', ...offer('p1', 40), passes, targetAgentId: 'p1', lastAgentId: 'p2', teamId: 'drive' }));
        await insertConversation(database, aConversation({ id: 'c2', ...offer('p2', 60) }));
      });
      expect(await findOfferTo(storage.read, 'p1')).toBe('c1');
      expect(await findOfferTo(storage.read, 'p3')).toBeUndefined();
      expect(await listOffersDue(storage.read, 50, null, 5)).toEqual([{ id: 'c1', until_ms: 40 }]);
      expect((await listWaiting(storage.read))[0]).toEqual({ id: 'c1', skill: 'drive', offer: { agentId: 'p1', until_ms: 40 }, passes, targetAgentId: 'p1', lastAgentId: 'p2' });
    });

    it('knows how many customers each team took lately, and by how many agents', async () => {
      const taken = (conversationId: string, agentId: string, teamId: string | null, at_ms: number) =>
        ({ conversationId, seq: 1, at_ms, from: 'queued' as const, to: 'agent' as const, agentId, teamId, reason: null, intent: null });
      await storage.transaction(async (database) => {
        for (const [id, acceptedAt_ms] of [['c1', 50], ['c2', 60], ['c3', 70], ['c4', 10]] as const) await insertConversation(database, aConversation({ id, acceptedAt_ms }));
        await insertStateChange(database, taken('c1', 'p1', 'telecom', 50));
        await insertStateChange(database, taken('c2', 'p1', 'telecom', 60));
        await insertStateChange(database, taken('c3', 'p2', null, 20));
        await insertStateChange(database, taken('c3', 'p2', null, 70));
        await insertStateChange(database, { ...taken('c3', 'p3', null, 71), from: 'agent' });
        await insertStateChange(database, taken('c4', 'p3', 'telecom', 10));
      });
      expect([...(await pacesOfTeams(storage.read, 40))].sort()).toEqual([['common', { accepted: 1, agents: 1 }], ['telecom', { accepted: 2, agents: 1 }]]);
    });

    it('keeps what only the desk may read from customers', async () => {
      await storage.transaction(async (database) => {
        await insertConversation(database, aConversation());
        await insertMessages(database, [aMessage({ seq: 1 }), aMessage({ seq: 2, sender: 'agent', kind: 'whisper', visibility: 'desk', text: '先道歉' }), aMessage({ seq: 3 })]);
      });
      expect((await listMessages(storage.read, 'c1', 0, 10, 'customer')).map(({ seq }) => seq)).toEqual([1, 3]);
      expect((await listMessages(storage.read, 'c1', 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    it('lists who works at the desk, how much they do, and whose customers they have left', async () => {
      const person = (id: string, seenAt_ms: number) => ({ id, login: id, name: id, workerNumber: id, role: 'agent' as const, disabled: false, seenAt_ms });
      await storage.transaction(async (database) => {
        for (const [id, seen] of [['p1', 90], ['p2', 10]] as const) {
          await insertPerson(database, person(id, seen), 'argon', 1);
          await markSeen(database, id, seen);
        }
        await savePresence(database, { ...newPresence('p1', 5), status: 'busy', capacity: 2 });
        await database.insertInto('person_team').values({ person_id: 'p2', team_id: 'drive', level: 3 }).execute();
        await insertConversation(database, aConversation({ id: 'c1', state: 'agent', agentId: 'p2', replyDue_ms: 50 }));
        await insertConversation(database, aConversation({ id: 'c2', state: 'agent', agentId: 'p2' }));
        await insertConversation(database, aConversation({ id: 'c3', state: 'agent', agentId: 'p1', replyDue_ms: 50 }));
        await insertParticipant(database, { conversationId: 'c3', personId: 'p2', invitedBy: 'p1', at_ms: 7 });
      });
      const agents = await listAgents(storage.read);
      expect(agents.map(({ person: { id }, load, presence, teams }) => [id, load, presence?.status, presence?.capacity, [...teams]])).toEqual([
        ['p1', 1, 'busy', 2, []],
        ['p2', 2, undefined, undefined, [['drive', 3]]],
      ]);
      expect(await listForsaken(storage.read, 50, 9)).toEqual([{ id: 'c1', agentId: 'p2' }]);
      expect((await listConversations(storage.read, { state: 'agent', agentId: 'p2' }, 9)).map(({ id }) => id).sort()).toEqual(['c1', 'c2', 'c3']);
    });
  });
}
