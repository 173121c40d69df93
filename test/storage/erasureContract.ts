import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { LIMITS } from '../../src/base/limits.ts';
import type { DeskPerson } from '../../src/contract/desk.ts';
import { sendFile } from '../../src/conversation/file/send.ts';
import { rate } from '../../src/conversation/rating.ts';
import { eraseCustomer, exportCustomer, findCustomerData } from '../../src/desk/customerData.ts';
import { countExpired, sweepRetention } from '../../src/desk/retention.ts';
import { sweepEnded } from '../../src/desk/report/sweep.ts';
import { recordTicket } from '../../src/desk/ticket/record.ts';
import { audit } from '../../src/storage/audit.ts';
import { openStorage, type Storage } from '../../src/storage/driver.ts';
import { insertForbiddenUses } from '../../src/storage/forbiddenUse.ts';
import { insertOutbox } from '../../src/storage/outbox.ts';
import { insertPerson } from '../../src/storage/person.ts';
import { addShadow, countShadow } from '../../src/storage/shadow.ts';
import { insertWebhook } from '../../src/storage/webhook.ts';
import { insertDelivery } from '../../src/storage/webhookDelivery.ts';
import { testRuntime, type TestRuntime } from '../support/runtime.ts';
import { talker } from '../support/talk.ts';

type Location = { databaseUrl: string | undefined; dataPath: string };

/** What the customer and people wrote about them, none of which may be left. */
const MARK = 'zqmarkxy';
const SITE_ID = `u-${MARK}`;
const CONTACT = '13988887777';
const NOWHERE = { address: '', device: '' };
const ADMIN: DeskPerson = { id: 'admin-1', login: 'boss', name: '主管', workerNumber: '1', role: 'admin' };
const DAY_MS = 86_400_000;
const KEEP = { conversations: null, tickets: null, files: null, sentences: null, audit: null, deliveries: null };

/** What is left when a customer is erased, or when time is over; the same on every engine. */
export function erasureContract(engine: string, prepare: () => Promise<{ location: Location; remove(): Promise<void> | void }>): void {
  describe(`erasing on ${engine}`, () => {
    let prepared: Awaited<ReturnType<typeof prepare>>;
    let storage: Storage;
    let test: TestRuntime;

    beforeEach(async () => {
      prepared = await prepare();
      storage = await openStorage(prepared.location);
      test = await testRuntime({ storage });
      await storage.transaction((database) => insertPerson(database, { ...ADMIN, disabled: false, seenAt_ms: null }, 'argon', 1));
    });
    afterEach(async () => {
      await test.close();
      await prepared.remove();
    });

    /** Somebody with everything that there can be of a customer; `mark` stands in all of it. */
    async function customer(mark: string, contact: string): Promise<{ id: string; number: string }> {
      const { runtime } = test;
      const talk = await talker(runtime, { externalId: `u-${mark}`, name: `王${mark}`, kind: 'vip', driveLevel: mark });
      const id = talk.key.conversationId;
      await talk.say(`我叫${mark}，快递到哪了`);
      await rate(runtime, id, { score: 1, reasons: [], comment: `${mark} 不满意` });
      await sendFile(runtime, { conversationId: id, clientId: `f-${mark}`, name: `${mark}.txt`, content: Buffer.from(`${mark} 的文件`), agentId: null, may: () => undefined });
      const { number } = await recordTicket(runtime, ADMIN, { clientId: `t-${mark}`, conversationId: id, kind: 'follow_up', skill: 'shop', content: `${mark} 要退款`, reason: mark, wish: mark, contact, customer: mark, urgent: false });
      await storage.transaction(async (database) => {
        await insertForbiddenUses(database, [{ id: `x-${id}`, at_ms: 1, day: '2026-11-24', personId: ADMIN.id, conversationId: id, seq: 1, entry: 'e', kind: 'promise', severity: 'warn', outcome: 'sent', found: mark, excerpt: mark, reason: mark } as never]);
        await database.insertInto('review').values({ conversation_id: id, agent_id: ADMIN.id, state: 'scored', rev: 1, picked_at: 1, total: 1, scores_json: null, comment: mark, scored_by: null, scored_at: null, answer: mark, reply: mark, answered_at: null, settled_at: null } as never).execute();
        await insertOutbox(database, { id: `o-${id}`, kind: 'ticket_result', body: { text: mark, ticket: { number } }, now_ms: 1 });
        await insertOutbox(database, { id: `w-${id}`, kind: 'conversation.opened', body: { data: { customer: mark } }, now_ms: 1, webhookId: 'hook', subject: id });
        await insertDelivery(database, { id: `d-${id}`, webhookId: 'hook', itemId: `w-${id}`, event: 'conversation.opened', subject: id, body: JSON.stringify({ customer: mark }), at_ms: 1, duration_ms: 1, status: 200, problem: null, answer: mark });
        await database.insertInto('sentence_group').values({ id: `g-${id}`, text: `${mark} 怎么办`, claimed_by: null, claimed_until: 0, open: 1, disputed: 0, frequency: 1, last_seen: 1, value: 1 }).execute();
        await database.insertInto('sentence').values({
          id: `s-${id}`, kind: 'conversation', key: `${mark}怎么办`, text: `${mark} 怎么办`, file: null, count: 1, first_seen: 1, last_seen: 1, state: 'open', group_id: `g-${id}`, reasons: ' outside ', guess_intent: 'greeting', guess_json: '{}', doubt: 1, hint: mark, conversation_id: id, seq: 1, intent: null, emotion: null, decided_at: null, outcome: null, applied_at: null, applied_release: null,
        } as never).execute();
        await database.insertInto('sentence_place').values({ sentence_id: `s-${id}`, customer_key: `site:u-${mark}`, at: 1 }).execute();
        const meant = { intent: 'greeting', confidence: 0.9, reason: `像“${mark}”` };
        await addShadow(database, 7, { agreed: new Map(), dropped: new Map(), differences: [{ id: `r-${id}`, release: 7, live: 1, conversationId: id, seq: 1, at_ms: 1, text: `${mark} 怎么办`, before: meant, now: meant, handedOver: false }] });
        // It is over.
        await database.updateTable('conversation').set({ state: 'closed', closed_at: test.clock.now, page: `https://shop.example/${mark}` }).where('id', '=', id).execute();
        await database.updateTable('ticket').set({ state: 'done', result: mark, proposal: mark }).where('number', '=', number).execute();
      });
      await sweepEnded(runtime);
      return { id, number };
    }

    const hook = () =>
      storage.transaction((database) => insertWebhook(database, { id: 'hook', name: 'h', url: 'https://h.example', events: [], secret: 's', former: null, created_ms: 1, paused: null, failures: 0, rev: 1 }));

    /** Every column of every table in which a text stands, bytes included. */
    async function whereStands(text: string): Promise<string[]> {
      const { read } = storage;
      const columns =
        storage.engine === 'sqlite'
          ? await sql<{ table: string; column: string }>`select m.name as "table", c.name as "column" from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table'`.execute(read)
          : await sql<{ table: string; column: string }>`select table_name as "table", column_name as "column" from information_schema.columns where table_schema = 'public'`.execute(read);
      const found: string[] = [];
      for (const { table, column } of columns.rows) {
        const holds =
          storage.engine === 'sqlite'
            ? sql`instr(cast(${sql.ref(column)} as blob), cast(${text} as blob)) > 0`
            : sql`(${sql.ref(column)}::text like ${`%${text}%`} or ${sql.ref(column)}::text like ${`%${Buffer.from(text).toString('hex')}%`})`;
        const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)} where ${holds}`.execute(read);
        if (Number(rows[0]?.count) > 0) found.push(`${table}.${column}`);
      }
      return found;
    }

    it('leaves no word of a customer in any table, and everything of the others', async () => {
      await hook();
      const { id, number } = await customer(MARK, CONTACT);
      await customer('zqotherxy', '13911112222');
      expect((await whereStands(MARK)).length).toBeGreaterThan(20);
      const others = await whereStands('zqotherxy');
      const [found] = await findCustomerData(test.runtime, { by: 'phone', value: CONTACT.slice(-4) });
      expect(found).toMatchObject({ ref: { kind: 'site', value: SITE_ID }, name: `王${MARK}`, conversations: 1, files: 1, ratings: 1, tickets: [number], open: { conversations: 0, tickets: 0 } });
      for (const sought of [{ by: 'site', value: SITE_ID }, { by: 'conversation', value: id }, { by: 'ticket', value: number }] as const) expect(await findCustomerData(test.runtime, sought)).toEqual([found]);

      await expect(eraseCustomer(test.runtime, ADMIN, found!.ref, '别人', NOWHERE)).rejects.toMatchObject({ code: 'customer.not_confirmed' });
      expect(await eraseCustomer(test.runtime, ADMIN, found!.ref, `王${MARK}`, NOWHERE)).toEqual({ conversations: 1, tickets: 1 });
      expect([await whereStands(MARK), await whereStands(CONTACT)]).toEqual([[], []]);
      expect(await whereStands('zqotherxy')).toEqual(others);
      expect(await findCustomerData(test.runtime, { by: 'site', value: SITE_ID })).toEqual([]);
      // What reports count stays.
      const { rows } = await sql<{ score: number; closed: number }>`select rating.score as score, tally.closed_at as closed from tally join rating on rating.conversation_id = tally.conversation_id where tally.conversation_id = ${id}`.execute(storage.read);
      expect(rows).toMatchObject([{ score: 1 }]);
      expect(await countShadow(storage.read, 7)).toEqual({ agreed: 0, differed: 2, dropped: 0 });
    });

    it('waits until everything is over', async () => {
      const talk = await talker(test.runtime, { externalId: 'u-open', name: null, kind: 'new', driveLevel: null });
      await talk.say('你好');
      await expect(eraseCustomer(test.runtime, ADMIN, { kind: 'site', value: 'u-open' }, 'u-open', NOWHERE)).rejects.toMatchObject({ code: 'customer.open' });
      await expect(eraseCustomer(test.runtime, ADMIN, { kind: 'site', value: 'nobody' }, 'nobody', NOWHERE)).rejects.toMatchObject({ code: 'customer.not_found' });
    });

    it('exports everything that is kept, and says nothing of it in the audit log', async () => {
      await hook();
      const { id } = await customer(MARK, CONTACT);
      const json = await exportCustomer(test.runtime, ADMIN, { kind: 'site', value: SITE_ID }, 'json', NOWHERE);
      const data = JSON.parse(json) as { conversations: { id: string; messages: { text: string }[]; rating: { comment: string } }[]; tickets: { contact: string }[]; files: { base64: string }[] };
      expect(data.conversations[0]).toMatchObject({ id, rating: { comment: `${MARK} 不满意` } });
      expect(data.conversations[0]?.messages.map(({ text }) => text)).toContain(`我叫${MARK}，快递到哪了`);
      expect(data.tickets[0]?.contact).toBe(CONTACT);
      expect(Buffer.from(data.files[0]!.base64, 'base64').toString()).toBe(`${MARK} 的文件`);
      expect(await exportCustomer(test.runtime, ADMIN, { kind: 'site', value: SITE_ID }, 'text', NOWHERE)).toContain(`客户：我叫${MARK}`);
      expect(JSON.stringify(await storage.read.selectFrom('audit').selectAll().execute())).not.toContain(MARK);
    });

    it('deletes what is past its time, as much as it said before, once on several nodes, and nothing younger', async () => {
      await hook();
      for (let count = 0; count < 3; count += 1) await customer(`zqold${count}xy`, '13911113333');
      await storage.transaction((database) => audit(database, { at_ms: test.clock.now, by: ADMIN.id, action: 'session.signed_in' }));
      test.clock.now += 100 * DAY_MS;
      await customer(MARK, CONTACT);
      const retention = { conversations: 30, tickets: 30, files: 30, sentences: 30, audit: 90, deliveries: 30 };
      const before = await countExpired(test.runtime, retention);
      expect(before).toMatchObject({ conversations: 3, files: 3, audit: 1 });
      expect(await countExpired(test.runtime, KEEP)).toEqual({ conversations: 0, tickets: 0, files: 0, sentences: 0, audit: 0, deliveries: 0 });
      const settings = { ...test.runtime.settings, get: (name: string) => (name === 'data.retention' ? retention : test.runtime.settings.get(name as 'desk.hours')) } as typeof test.runtime.settings;
      const node = { ...test.runtime, settings };
      const swept = await Promise.all([sweepRetention(node), sweepRetention(node)]);
      expect(swept.map(({ conversations }) => conversations).reduce((sum, one) => sum + one)).toBe(3);
      expect(await storage.read.selectFrom('audit').select('at').where('action', '=', 'session.signed_in').execute()).toEqual([]);
      expect((await findCustomerData(test.runtime, { by: 'site', value: SITE_ID }))[0]).toMatchObject({ conversations: 1, files: 1 });
      expect(await findCustomerData(test.runtime, { by: 'site', value: 'u-zqold1xy' })).toEqual([]);
      expect(await countExpired(test.runtime, { ...retention, audit: null })).toMatchObject({ conversations: 0, files: 0 });
      await expect(storage.transaction((database) => database.deleteFrom('audit').execute())).rejects.toThrow(/only grows/);
    });

    it('takes many conversations a few at a time', async () => {
      const ids = Array.from({ length: LIMITS.retentionBatch + 5 }, (_, index) => index);
      for (const index of ids) {
        const talk = await talker(test.runtime);
        await storage.transaction((database) => database.updateTable('conversation').set({ state: 'closed', closed_at: index }).where('id', '=', talk.key.conversationId).execute());
      }
      const settings = { ...test.runtime.settings, get: () => ({ ...KEEP, conversations: 1 }) } as unknown as typeof test.runtime.settings;
      expect((await sweepRetention({ ...test.runtime, settings })).conversations).toBe(ids.length);
      expect((await storage.read.selectFrom('audit').select('details_json').where('action', '=', 'data.deleted').execute()).map(({ details_json }) => JSON.parse(details_json))).toEqual([{ conversations: LIMITS.retentionBatch }, { conversations: 5 }]);
    });
  });
}
