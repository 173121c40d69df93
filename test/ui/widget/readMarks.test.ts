import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Chat } from '../../../src/ui/widget/chat.ts';
import { Shelf } from '../../../src/ui/widget/shelf.ts';
import { FakeServer } from './fakeServer.ts';
import { FakeStorage } from './fakeStorage.ts';

const settle = async (): Promise<void> => {
  for (let step = 0; step < 25; step++) await jest.advanceTimersByTimeAsync(2);
};

describe('read marks of the customer', () => {
  let server: FakeServer;
  const tab = (): Chat => {
    const chat = new Chat(server.link(), new Shelf(new FakeStorage(), 'j:'), () => ({ page: 'http://shop/' }));
    chat.start();
    return chat;
  };

  beforeEach(() => {
    jest.useFakeTimers();
    server = new FakeServer();
  });
  afterEach(() => void jest.useRealTimers());

  it('are told while they look and a person serves, and at no other time', async () => {
    const chat = tab();
    await settle();
    const conversation = server.last();
    server.push(conversation, [server.commit(conversation, { from: 'agent', text: '您好' })]);
    await settle();
    chat.read(true);
    await settle();
    expect(conversation.read).toBeUndefined();
    chat.status({ state: 'agent' });
    await settle();
    expect(conversation.read).toBe(1);
    chat.read(false);
    server.push(conversation, [server.commit(conversation, { from: 'agent', text: '还在吗' })]);
    await settle();
    expect(conversation.read).toBe(1);
  });
});
