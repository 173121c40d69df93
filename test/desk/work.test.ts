import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ForbiddenEntry } from '../../src/contract/content/forbidden.ts';
import { messagesForCustomer } from '../../src/conversation/read.ts';
import { rate } from '../../src/conversation/rating.ts';
import type { DeskPerson } from '../../src/contract/desk.ts';
import { accept } from '../../src/desk/accept.ts';
import { answer } from '../../src/desk/answer.ts';
import { addCanned, cannedFor, changeCanned, removeCanned } from '../../src/desk/canned.ts';
import { contextOf } from '../../src/desk/context.ts';
import { closeByAgent } from '../../src/desk/end.ts';
import { saveEntry } from '../../src/desk/forbidden/entries.ts';
import { writeNote } from '../../src/desk/note.ts';
import { inviteColleague } from '../../src/desk/participant.ts';
import { statusOf } from '../../src/desk/queue.ts';
import { customerHasRead, ownMarks, readByCustomer, readByPerson } from '../../src/desk/readMarks.ts';
import { recall } from '../../src/desk/recall.ts';
import { searchConversations } from '../../src/desk/search.ts';
import { whisper } from '../../src/desk/supervise.ts';
import { addTag, allTags, changeTag, removeTag, tagConversation } from '../../src/desk/tags.ts';
import { listFor } from '../../src/desk/list.ts';
import { transfer } from '../../src/desk/transfer.ts';
import { messagesForDesk, rowOf } from '../../src/desk/view.ts';
import { saveConversation } from '../../src/storage/conversation.ts';
import { insertPerson } from '../../src/storage/person.ts';
import { testRuntime, type TestRuntime } from '../support/runtime.ts';
import { talker, type Talker } from '../support/talk.ts';

let test: TestRuntime;
let customer: Talker;
let id: string;
const lan = agent('lan', '小兰', '1001');
const hua = agent('hua', '小花', '1002');
const boss: DeskPerson = { ...agent('boss', '管理', '1003'), role: 'admin' };

function agent(personId: string, name: string, workerNumber: string): DeskPerson {
  return { id: personId, login: personId, name, workerNumber, role: 'agent' };
}

let written = 0;
const write = (person: DeskPerson, text: string, after?: number) => answer(test.runtime, person, id, { clientId: `line-${(written += 1)}`, text, after });

beforeEach(async () => {
  test = await testRuntime();
  await test.runtime.storage.transaction(async (database) => {
    for (const person of [lan, hua, boss]) await insertPerson(database, { ...person, disabled: false, seenAt_ms: null }, 'hash', 0);
  });
  customer = await talker(test.runtime);
  id = customer.key.conversationId;
  await customer.say('转人工');
  await accept(test.runtime, lan, id);
});
afterEach(() => test.close());

describe('a draft', () => {
  it('is refused when a colleague has answered meanwhile, and says who', async () => {
    await inviteColleague(test.runtime, lan, id, hua.id);
    const { seq } = await rowOf(test.runtime, id);
    await write(hua, '您好，我来看一下。', seq);
    await expect(write(lan, '请问订单号是多少？', seq)).rejects.toMatchObject({ code: 'message.stale', details: { by: { name: '小花' } } });
    await expect(write(lan, '请问订单号是多少？', seq + 1)).resolves.toBe(seq + 2);
  });

  it('is sent when only the customer, the bot or oneself has written, or a colleague wrote a note', async () => {
    const { seq } = await rowOf(test.runtime, id);
    await customer.say('在吗');
    await write(lan, '在的。', seq);
    await writeNote(test.runtime, hua, id, { clientId: 'n', text: '这位客户上周来过' });
    await expect(write(lan, '请稍等。', seq)).resolves.toBeGreaterThan(seq);
  });
});

describe('a note', () => {
  it('is read at the desk and never by the customer, and found by search', async () => {
    await writeNote(test.runtime, hua, id, { clientId: 'n', text: '客户上周投诉过琥珀台灯' });
    expect((await messagesForDesk(test.runtime, id, 0)).at(-1)).toMatchObject({ kind: 'note', private: true, text: '客户上周投诉过琥珀台灯' });
    expect((await customer.lines()).join()).not.toContain('琥珀');
    expect((await searchConversations(test.runtime, { text: '琥珀台灯' })).results).toHaveLength(1);
  });
});

describe('taking a message back', () => {
  it('removes its words for the customer, the desk and search, and says so to both', async () => {
    const seq = await write(lan, '您的琥珀台灯到了');
    await recall(test.runtime, lan, id, seq);
    const seen = await messagesForCustomer(test.runtime, id, 0);
    expect(seen.find((message) => message.seq === seq)).toMatchObject({ text: '', recalled: true });
    expect(seen.at(-1)).toMatchObject({ kind: 'notice', recalls: seq });
    expect(JSON.stringify(await messagesForDesk(test.runtime, id, 0))).not.toContain('琥珀');
    expect((await searchConversations(test.runtime, { text: '琥珀' })).results).toEqual([]);
    expect((await rowOf(test.runtime, id)).last?.text).not.toBe('');
  });

  it('is for its writer only, within two minutes, and once', async () => {
    const seq = await write(lan, '您好');
    await expect(recall(test.runtime, hua, id, seq)).rejects.toMatchObject({ code: 'message.not_yours' });
    await expect(recall(test.runtime, lan, id, 1)).rejects.toMatchObject({ code: 'message.not_yours' });
    await recall(test.runtime, lan, id, seq);
    await recall(test.runtime, lan, id, seq);
    expect((await customer.lines()).filter((line) => line.includes('撤回'))).toHaveLength(1);
    const late = await write(lan, '再见');
    test.clock.now += 120_001;
    await expect(recall(test.runtime, lan, id, late)).rejects.toMatchObject({ code: 'message.recall_too_late' });
  });

  it('of a note tells the customer nothing', async () => {
    const before = (await customer.lines()).length;
    await recall(test.runtime, lan, id, await writeNote(test.runtime, lan, id, { clientId: 'n', text: '备注' }));
    expect(await customer.lines()).toHaveLength(before);
  });
});

describe('read marks', () => {
  it('tell each side how far the other has read, and never go back', async () => {
    const seq = await write(lan, '您好');
    await readByCustomer(test.runtime, id, seq);
    await readByCustomer(test.runtime, id, 1);
    expect(await customerHasRead(test.runtime, id)).toBe(seq);
    await readByPerson(test.runtime, lan, id, seq + 1_000);
    expect((await statusOf(test.runtime, id)).read).toBe(seq);
    expect(await ownMarks(test.runtime, lan, [id])).toEqual({ [id]: seq });
    expect(await ownMarks(test.runtime, hua, [id])).toEqual({});
  });

  it('of whoever only looks in are not shown to the customer', async () => {
    await readByPerson(test.runtime, boss, id, 2);
    expect((await statusOf(test.runtime, id)).read).toBeUndefined();
  });
});

describe('tags', () => {
  it('are put on conversations, found by filter, and gone everywhere when removed', async () => {
    const urgent = await addTag(test.runtime, boss, '加急');
    await expect(addTag(test.runtime, boss, '加急')).rejects.toMatchObject({ code: 'tag.name_taken' });
    await tagConversation(test.runtime, id, [urgent.id, urgent.id]);
    expect((await rowOf(test.runtime, id)).tags).toEqual([urgent]);
    expect((await listFor(test.runtime, lan, 'mine', { tag: urgent.id })).conversations).toHaveLength(1);
    expect((await listFor(test.runtime, lan, 'mine', { tag: 'other' })).conversations).toEqual([]);
    await changeTag(test.runtime, boss, { ...urgent, name: '尽快' });
    expect((await rowOf(test.runtime, id)).tags?.[0]?.name).toBe('尽快');
    await removeTag(test.runtime, boss, urgent.id);
    expect(await allTags(test.runtime)).toEqual([]);
    expect((await rowOf(test.runtime, id)).tags).toBeUndefined();
    await expect(tagConversation(test.runtime, id, [urgent.id])).rejects.toMatchObject({ code: 'tag.not_found' });
  });
});

describe('canned replies', () => {
  const text = { title: '问候', text: '{customer}您好', tags: [], closes: false };

  it('are shared by admins only, and own ones are nobody else’s', async () => {
    await expect(addCanned(test.runtime, lan, true, text)).rejects.toMatchObject({ code: 'session.forbidden' });
    const shared = await addCanned(test.runtime, boss, true, text);
    const own = await addCanned(test.runtime, lan, false, { ...text, title: '我的' });
    expect((await cannedFor(test.runtime, lan)).map(({ id: reply }) => reply)).toEqual([shared.id, own.id]);
    expect((await cannedFor(test.runtime, hua)).map(({ id: reply }) => reply)).toEqual([shared.id]);
    await expect(removeCanned(test.runtime, hua, own.id)).rejects.toMatchObject({ code: 'canned.not_found' });
    await expect(removeCanned(test.runtime, lan, shared.id)).rejects.toMatchObject({ code: 'session.forbidden' });
  });

  it('are changed by whoever read the last revision', async () => {
    const own = await addCanned(test.runtime, lan, false, text);
    expect(await changeCanned(test.runtime, lan, own.id, own.rev, { ...text, text: '新的' })).toMatchObject({ text: '新的', rev: 2 });
    await expect(changeCanned(test.runtime, lan, own.id, own.rev, text)).rejects.toMatchObject({ code: 'canned.conflict' });
  });

  it('are not saved with what is never sent, and say what to write instead', async () => {
    const blocked = { ...text, text: '急什么，再等等' };
    const refused = { code: 'canned.forbidden', details: { findings: [expect.objectContaining({ text: '急什么，', instead: expect.arrayContaining(['我理解您着急，我来催一下进度。']) })] } };
    await expect(addCanned(test.runtime, boss, true, blocked)).rejects.toMatchObject(refused);
    const own = await addCanned(test.runtime, lan, false, text);
    await expect(changeCanned(test.runtime, lan, own.id, own.rev, blocked)).rejects.toMatchObject(refused);
    expect(await cannedFor(test.runtime, lan)).toEqual([own]);
  });

  it('are saved with what needs a reason, which is asked for when they are sent', async () => {
    const warned = await addCanned(test.runtime, lan, false, { ...text, text: '这是规定' });
    expect(warned.worst).toBe('reason');
    await expect(write(lan, warned.text)).rejects.toMatchObject({ code: 'message.reason_needed' });
  });

  it('are marked when an entry came later that refuses them', async () => {
    const own = await addCanned(test.runtime, lan, false, { ...text, text: '亲亲小宝贝' });
    expect(own.worst).toBeUndefined();
    const entry: ForbiddenEntry = { id: 'baby', kind: 'address', severity: 'block', phrases: ['小宝贝'], patterns: [], unless: [], clause: false, because: '太亲昵', instead: ['您'] };
    await saveEntry(test.runtime, boss, 'baby', { rev: 0, entry, off: false }, '');
    expect((await cannedFor(test.runtime, lan)).map(({ worst }) => worst)).toEqual(['block']);
  });
});

describe('what is written for colleagues', () => {
  const idCard = '11010519491231002X';
  const forDesk = async () => (await messagesForDesk(test.runtime, id, 0)).filter((message) => message.private).map(({ text }) => text);

  it('may quote any wording, and keeps no private data but phone numbers', async () => {
    await writeNote(test.runtime, lan, id, { clientId: 'n1', text: `客户问急什么急什么，身份证 ${idCard}，手机 13800138000` });
    await whisper(test.runtime, boss, id, { clientId: 'w1', text: `别发 ${idCard}` });
    await transfer(test.runtime, lan, id, { teamId: 'shop', note: `${idCard} 已核对` });
    const kept = (await forDesk()).filter((line) => /急什么|别发|核对/.test(line));
    expect(kept).toEqual(['客户问急什么急什么，身份证 ******************，手机 13800138000', '别发 ******************', '****************** 已核对']);
  });

  it('is written once however often it is sent', async () => {
    const note = { clientId: 'n2', text: `身份证 ${idCard}` };
    expect(await writeNote(test.runtime, lan, id, note)).toBe(await writeNote(test.runtime, lan, id, note));
  });
});

describe('what is known from before', () => {
  it('is the earlier conversations of the same customer, newest first, with how they went', async () => {
    await closeByAgent(test.runtime, lan, id);
    const again = await talker(test.runtime, undefined, customer.key);
    await again.say('我的快递到哪了');
    const { earlier, rating } = await contextOf(test.runtime, again.key.conversationId);
    expect(rating).toBeUndefined();
    expect(earlier).toMatchObject([{ id, state: 'closed', closeReason: 'agent', agent: { name: '小兰' } }]);
    const stranger = await talker(test.runtime);
    expect((await contextOf(test.runtime, stranger.key.conversationId)).earlier).toEqual([]);
  });

  it('says what the customer thought of it, and of this one', async () => {
    await customer.say('怎么退货');
    await rate(test.runtime, id, { score: 2, reasons: ['slow'], comment: '等了半天', recommend: 3 });
    const { rating } = await contextOf(test.runtime, id);
    expect(rating).toEqual({ score: 2, reasons: ['slow'], comment: '等了半天', recommend: 3, at: expect.any(String) });
  });

  it('is asked for once: when a person ends it, unless the bot has asked before', async () => {
    await closeByAgent(test.runtime, lan, id);
    const last = async (conversationId: string) => (await messagesForDesk(test.runtime, conversationId, 0)).at(-1);
    expect(await last(id)).toMatchObject({ kind: 'notice', card: { type: 'rating' } });
    const asked = await talker(test.runtime);
    await asked.say('转人工');
    await accept(test.runtime, lan, asked.key.conversationId);
    await test.runtime.storage.transaction(async (database) => {
      const conversation = await asked.conversation();
      await saveConversation(database, { ...conversation, dialog: { ...conversation.dialog, ratingAsked: true } });
    });
    await closeByAgent(test.runtime, lan, asked.key.conversationId);
    expect(await last(asked.key.conversationId)).toMatchObject({ kind: 'notice', text: expect.stringContaining('已结束') });
    expect((await last(asked.key.conversationId))?.card).toBeUndefined();
  });

  it('is found by the customer’s id at the site, too', async () => {
    const known = { externalId: 'u-1', name: '王女士', kind: 'returning' as const, driveLevel: null };
    const first = await talker(test.runtime, known);
    const second = await talker(test.runtime, known);
    expect((await contextOf(test.runtime, second.key.conversationId)).earlier.map((one) => one.id)).toEqual([first.key.conversationId]);
  });
});

describe('the list of what needs a look', () => {
  it('holds conversations with the bot whose customer is upset, until somebody serves them', async () => {
    const upset = await talker(test.runtime);
    await upset.say('我的快递到哪了');
    expect((await listFor(test.runtime, lan, 'attention')).conversations).toEqual([]);
    const conversation = await upset.conversation();
    await test.runtime.storage.transaction(async (database) => {
      await saveConversation(database, { ...conversation, dialog: { ...conversation.dialog, emotions: ['calm', 'upset'] } });
    });
    expect((await listFor(test.runtime, lan, 'attention')).conversations).toMatchObject([{ id: conversation.id, attention: ['upset'] }]);
    await upset.say('转人工');
    expect((await listFor(test.runtime, lan, 'attention')).conversations).toEqual([]);
  });
});
