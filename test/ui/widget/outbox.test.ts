import { describe, expect, it } from '@jest/globals';
import { Outbox } from '../../../src/ui/widget/outbox.ts';
import { Shelf } from '../../../src/ui/widget/shelf.ts';
import { FakeStorage } from './fakeStorage.ts';

const texts = (outbox: Outbox): string[] => outbox.list.map(({ text }) => text);

describe('outbox', () => {
  it('keeps the order of writing, also when the clock goes back or stands still', () => {
    const outbox = new Outbox(new Shelf(new FakeStorage(), 'j:'));
    outbox.add('message', '一', 1_000);
    outbox.add('message', '二', 1_000);
    outbox.add('message', '三', 500);
    expect(texts(outbox)).toEqual(['一', '二', '三']);
    expect(outbox.next()?.text).toBe('一');
  });

  it('survives a reload, and what was acknowledged is not sent again', () => {
    const shelf = new Shelf(new FakeStorage(), 'j:');
    const before = new Outbox(shelf);
    const first = before.add('message', '一');
    before.add('request_agent', '转人工');
    before.acknowledge(first.clientId, 7);
    expect(before.list[0]).toMatchObject({ text: '一', seq: 7 });
    expect(before.next()?.text).toBe('转人工');
    const after = new Outbox(shelf);
    expect(after.list).toMatchObject([{ event: 'request_agent', text: '转人工' }]);
  });

  it('passes over a refused message until it is retried, in its old place', () => {
    const outbox = new Outbox(new Shelf(new FakeStorage(), 'j:'));
    const first = outbox.add('message', '一');
    outbox.add('message', '二');
    outbox.fail(first.clientId, 'message.too_long');
    expect(outbox.next()?.text).toBe('二');
    outbox.retry(first.clientId);
    expect(outbox.next()).toEqual(first);
  });

  it('lets two tabs write at once without losing a line', () => {
    const storage = new FakeStorage();
    const one = new Outbox(new Shelf(storage, 'j:'));
    const two = new Outbox(new Shelf(storage, 'j:'));
    one.add('message', '甲', 1);
    two.add('message', '乙', 2);
    one.add('message', '丙', 3);
    one.reload();
    two.reload();
    expect(texts(one)).toEqual(['甲', '乙', '丙']);
    expect(texts(two)).toEqual(['甲', '乙', '丙']);
  });

  it('works without storage, and ignores what others put there', () => {
    const storage = new FakeStorage();
    storage.map.set('j:unsent:x', '{"text":5}').set('j:unsent:y', 'nonsense').set('other:unsent:z', '{}');
    storage.broken = true;
    const outbox = new Outbox(new Shelf(storage, 'j:'));
    outbox.add('message', '还在');
    outbox.reload();
    expect(texts(outbox)).toEqual(['还在']);
    expect(texts(new Outbox(new Shelf(null, 'j:')))).toEqual([]);
  });
});
