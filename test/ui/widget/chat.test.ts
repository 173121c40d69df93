import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Chat } from '../../../src/ui/widget/chat.ts';
import { Shelf } from '../../../src/ui/widget/shelf.ts';
import { FakeServer } from './fakeServer.ts';
import { FakeStorage } from './fakeStorage.ts';

/** In small steps, because each lets only some promises through. */
const settle = async (ms = 50): Promise<void> => {
  for (let step = 0; step < 25; step++) await jest.advanceTimersByTimeAsync(ms / 25);
};
const lines = (chat: Chat): string[] => [...chat.view.messages.map(({ text }) => text), ...chat.view.unsent.map(({ text }) => `…${text}`)];

describe('chat', () => {
  let server: FakeServer;
  let storage: FakeStorage;
  const tab = (id?: string): Chat => {
    const chat = new Chat(server.link(), new Shelf(storage, 'j:'), () => ({ ...(id && { identity: { id, signature: 'x' } }), page: 'http://shop/' }));
    chat.start();
    return chat;
  };

  beforeEach(() => {
    jest.useFakeTimers();
    server = new FakeServer();
    storage = new FakeStorage();
  });
  afterEach(() => void jest.useRealTimers());

  it('tells what is being written only to a person, and the words only where the customer is told that they are seen', async () => {
    const chat = tab();
    await settle();
    chat.tellTyping('我想');
    chat.status({ state: 'queued' });
    chat.tellTyping('我想退');
    chat.status({ state: 'agent', typingSeen: true });
    chat.tellTyping('我想退货');
    expect(server.told).toEqual([['typing', {}], ['typing', { text: '我想退货' }]]);
  });

  it('shows a line at once and replaces it by the committed one', async () => {
    const chat = tab();
    await settle();
    chat.send('你好');
    expect(lines(chat)).toEqual(['…你好']);
    await settle();
    expect(lines(chat)).toEqual(['你好', '答：你好']);
    expect(storage.map.has('j:conversation')).toBe(true);
    expect([...storage.map.keys()].filter((key) => key.includes('unsent'))).toEqual([]);
  });

  it('sends what was written before the first connection stood', async () => {
    const chat = tab();
    chat.send('一');
    chat.send('二');
    await settle();
    expect(lines(chat)).toEqual(['一', '答：一', '二', '答：二']);
  });

  it('goes on with the conversation after a reload', async () => {
    const before = tab();
    await settle();
    before.send('一');
    await settle();
    const after = tab();
    expect(after.known).toBe(true);
    await settle();
    expect(lines(after)).toEqual(['一', '答：一']);
    expect(server.opened).toBe(1);
  });

  it.each(['before', 'after'] as const)('loses and doubles nothing when the server dies %s the commit', async (when) => {
    const chat = tab();
    await settle();
    server.dies = [when];
    chat.send('一');
    chat.send('二');
    await settle();
    expect(chat.view.link).toBe('connecting');
    await settle(2_000);
    expect(chat.view.link).toBe('lost');
    server.up();
    await settle();
    expect(lines(chat)).toEqual(['一', '答：一', '二', '答：二']);
    expect(server.last().messages).toHaveLength(4);
  });

  it('keeps every line once and in order through any sequence of faults', async () => {
    const fault = fc.constantFrom<('before' | 'after' | 'message.too_fast' | 'conversation.busy' | 'silent' | 'reload')[]>(
      ...(['before', 'after', 'message.too_fast', 'conversation.busy', 'silent', 'reload'] as const).map((one) => [one]),
      [],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 8 }), async (faults) => {
        server = new FakeServer();
        storage = new FakeStorage();
        let chat = tab();
        await settle();
        for (const [index, [kind]] of faults.entries()) {
          server.pushes = kind !== 'silent';
          if (kind === 'before' || kind === 'after') server.dies.push(kind);
          if (kind === 'message.too_fast' || kind === 'conversation.busy') server.refusals.push(kind);
          chat.send(`第 ${index} 句`);
          if (kind === 'reload') chat = tab();
          await settle(4_000);
          server.up();
          await settle(4_000);
        }
        const own = chat.view.messages.filter(({ from }) => from === 'customer').map(({ text }) => text);
        expect(own).toEqual(faults.map((_, index) => `第 ${index} 句`));
        expect(chat.view.unsent).toEqual([]);
        expect(chat.view.messages.map(({ seq }) => seq)).toEqual(server.last().messages.map(({ seq }) => seq));
      }),
      { numRuns: 60 },
    );
  });

  it('fetches what a push left out', async () => {
    const chat = tab();
    await settle();
    const conversation = server.last();
    server.commit(conversation, { text: '一' });
    server.push(conversation, [server.commit(conversation, { text: '二' })]);
    await settle();
    expect(lines(chat)).toEqual(['一', '二']);
  });

  it('asks page by page for a long history', async () => {
    const first = tab();
    await settle();
    for (let i = 0; i < 1_200; i++) server.commit(server.last(), { text: String(i) });
    const chat = tab();
    await settle();
    expect(chat.view.messages).toHaveLength(1_200);
    expect(chat.view.synced).toBe(true);
    expect(first.view.messages).toHaveLength(0);
  });

  it('waits when told that it is too fast, and then goes on', async () => {
    const chat = tab();
    await settle();
    server.refusals = ['message.too_fast'];
    chat.send('一');
    await settle();
    expect(chat.view.held).toBe('message.too_fast');
    await settle(3_100);
    expect(chat.view.held).toBeUndefined();
    expect(lines(chat)).toEqual(['一', '答：一']);
  });

  it('marks what is refused for good, sends the rest, and retries on demand', async () => {
    const chat = tab();
    await settle();
    server.refusals = ['message.too_long'];
    chat.send('长');
    chat.send('短');
    await settle();
    expect(chat.view.unsent).toMatchObject([{ text: '长', failed: 'message.too_long' }]);
    chat.retry(chat.view.unsent[0]!.clientId);
    await settle();
    expect(lines(chat)).toEqual(['短', '答：短', '长', '答：长']);
  });

  it('gives up on a message that keeps timing out', async () => {
    const chat = tab();
    await settle();
    server.refusals = ['link.timeout', 'link.timeout', 'link.timeout'];
    chat.send('一');
    await settle();
    expect(chat.view.unsent).toMatchObject([{ failed: 'link.timeout' }]);
  });

  it('opens a new conversation when the old one is gone, and takes the outbox along', async () => {
    const chat = tab();
    await settle();
    chat.send('旧');
    await settle();
    server.down();
    server.conversations.clear();
    chat.send('新');
    server.up();
    await settle(4_000);
    expect(server.opened).toBe(2);
    expect(lines(chat)).toEqual(['新', '答：新']);
  });

  it('keeps a line written into a closed conversation for the next one', async () => {
    const chat = tab();
    await settle();
    server.refusals = ['conversation.closed'];
    chat.send('还在吗');
    await settle();
    expect(chat.view.status.state).toBe('closed');
    expect(lines(chat)).toEqual(['…还在吗']);
    chat.startOver();
    await settle();
    expect(server.opened).toBe(2);
    expect(lines(chat)).toEqual(['还在吗', '答：还在吗']);
  });

  it('goes on from the conversation that was closed', async () => {
    const chat = tab();
    await settle();
    chat.status({ state: 'closed' });
    chat.startOver();
    await settle();
    expect(server.last().request.previous).toEqual({ conversationId: 'c1', token: 't' });
  });

  it('never takes the next person at this computer into the conversation of the one before', async () => {
    const first = tab('u-old');
    await settle();
    first.send('我的订单');
    await settle();
    tab('u-new');
    await settle();
    expect(server.last().request.identity?.id).toBe('u-new');
    expect(server.last().request.previous).toBeUndefined();
  });

  it('keeps a rating over a reload', async () => {
    const before = tab();
    await settle();
    const rated = before.rate({ score: 5, reasons: ['fast'], comment: '很快' });
    await settle();
    await rated;
    expect(before.view.rating?.score).toBe(5);
    const after = tab();
    await settle();
    expect(after.view.rating).toMatchObject({ score: 5, reasons: ['fast'], comment: '很快' });
  });

  it('says that a rating did not arrive', async () => {
    const chat = tab();
    await settle();
    server.down();
    await expect(chat.rate({ score: 1, reasons: [] })).rejects.toMatchObject({ code: 'link.down' });
  });

  it('shares one conversation between tabs, also when both open it at once', async () => {
    const one = tab();
    const two = tab();
    await settle();
    one.shelfChanged();
    two.shelfChanged();
    await settle();
    one.send('甲');
    two.send('乙');
    await settle();
    expect(lines(one)).toEqual(lines(two));
    expect(one.view.messages.filter(({ from }) => from === 'customer')).toHaveLength(2);
  });

  it('follows another tab into the new conversation', async () => {
    const one = tab();
    await settle();
    const two = tab();
    await settle();
    one.startOver();
    await settle();
    two.shelfChanged();
    await settle();
    one.send('新的');
    await settle();
    expect(lines(two)).toEqual(['新的', '答：新的']);
  });

  it('does not show the conversation to the next person at this computer', async () => {
    const first = tab('u-old');
    await settle();
    first.send('我的订单');
    await settle();
    storage.map.set('j:unsent:x', JSON.stringify({ clientId: 'x', event: 'message', text: '没发出去的', at: 1 }));
    const second = tab('u-new');
    expect(second.known).toBe(false);
    await settle();
    expect(lines(second)).toEqual([]);
    expect(server.opened).toBe(2);
  });

  it('counts what is unread, and nothing while it is being read', async () => {
    const chat = tab();
    await settle();
    chat.send('你好');
    await settle();
    expect(chat.view.unread).toBe(1);
    chat.read(true);
    expect(chat.view.unread).toBe(0);
    server.push(server.last(), [server.commit(server.last(), { from: 'agent', text: '在的' })]);
    expect(chat.view.unread).toBe(0);
    chat.read(false);
    server.push(server.last(), [server.commit(server.last(), { from: 'system', kind: 'notice', text: '通知' }), server.commit(server.last(), { text: '还有一句' })]);
    expect(chat.view.unread).toBe(1);
  });
});
