import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { INITIAL_DIALOG_STATE } from '../../src/contract/dialogState.ts';
import { insertConversation } from '../../src/storage/conversation.ts';
import { countListed, countShared, listConversations, positionOf, type ConversationList, type ListPosition } from '../../src/storage/conversationList.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { aConversation } from '../support/conversation.ts';

type Location = { databaseUrl: string | undefined; dataPath: string };

const LISTS: ConversationList[] = [{ state: 'queued' }, { state: 'bot' }, { state: 'bot', attention: true }, { state: 'closed' }, { state: 'agent', agentId: 'p1' }, { state: 'bot', passing: { emotion: 'upset' } }];

/** What every engine has to do for lists of any length. */
export function listContract(engine: string, prepare: () => Promise<{ location: Location; remove(): Promise<void> | void }>): void {
  describe(`lists on ${engine}`, () => {
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

    it('are the same page by page as in one piece, whatever the pages, with many at one instant', async () => {
      const standing = fc.record({
        state: fc.constantFrom('queued' as const, 'bot' as const, 'bot' as const, 'closed' as const, 'agent' as const),
        emotion: fc.constantFrom('calm' as const, 'upset' as const, 'angry' as const),
        // Few instants, so that many rows stand at the same one.
        at: fc.integer({ min: 1, max: 4 }),
        priority: fc.integer({ min: 0, max: 2 }),
        id: fc.uuid(),
      });
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(standing, { selector: ({ id }) => id, maxLength: 25 }), fc.integer({ min: 1, max: 7 }), async (standings, rowsPerPage) => {
          await storage.transaction(async (database) => {
            await database.deleteFrom('conversation').execute();
            for (const { id, state, emotion, at, priority } of standings) {
              const dialog = { ...INITIAL_DIALOG_STATE, emotions: [emotion] };
              await insertConversation(database, aConversation({ id, state, dialog, priority, updatedAt_ms: at * 1_000, queuedAt_ms: at * 30_000, agentId: state === 'agent' ? 'p1' : null }));
            }
          });
          for (const list of LISTS) {
            const whole = (await listConversations(storage.read, list, 1_000)).map(({ id }) => id);
            const paged: string[] = [];
            let after: ListPosition | null = null;
            for (;;) {
              const page = await listConversations(storage.read, list, rowsPerPage, after);
              paged.push(...page.map(({ id }) => id));
              const last = page.at(-1);
              if (last === undefined) break;
              after = positionOf(list, last);
            }
            expect(paged).toEqual(whole);
            expect(await countListed(storage.read, list)).toBe(whole.length);
          }
          const shared = await countShared(storage.read);
          const of = (state: string) => standings.filter((one) => one.state === state);
          expect(shared).toEqual({ queued: of('queued').length, served: of('agent').length, bot: of('bot').length, closed: of('closed').length, attention: of('bot').filter(({ emotion }) => emotion !== 'calm').length });
        }),
        { numRuns: 30 },
      );
    });

    it('stand as they are worked through: the queue by rank, what needs a look by mood and then by youth', async () => {
      const upset = { ...INITIAL_DIALOG_STATE, emotions: ['upset' as const] };
      const angry = { ...INITIAL_DIALOG_STATE, emotions: ['angry' as const] };
      await storage.transaction(async (database) => {
        await database.deleteFrom('conversation').execute();
        await insertConversation(database, aConversation({ id: 'early', state: 'queued', queuedAt_ms: 100_000 }));
        await insertConversation(database, aConversation({ id: 'urgent', state: 'queued', queuedAt_ms: 110_000, priority: 1 }));
        await insertConversation(database, aConversation({ id: 'old', dialog: upset, updatedAt_ms: 1_000 }));
        await insertConversation(database, aConversation({ id: 'young', dialog: upset, updatedAt_ms: 9_000 }));
        await insertConversation(database, aConversation({ id: 'angry', dialog: angry, updatedAt_ms: 2_000 }));
      });
      const idsOf = async (list: ConversationList) => (await listConversations(storage.read, list, 10)).map(({ id }) => id);
      expect(await idsOf({ state: 'queued' })).toEqual(['urgent', 'early']);
      expect(await idsOf({ state: 'bot', attention: true })).toEqual(['angry', 'young', 'old']);
      expect(await idsOf({ state: 'bot' })).toEqual(['young', 'angry', 'old']);
    });
  });
}
