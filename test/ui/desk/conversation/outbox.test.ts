import { describe, expect, test } from '@jest/globals';
import { acknowledged, nextToSend, refused, retried, settled, shownLines, type Line } from '../../../../src/ui/desk/conversation/outbox.ts';
import { at, message } from '../rows.ts';

const line = (clientId: string, changes: Partial<Line> = {}): Line => ({ clientId, conversationId: 'a', text: '您好', at: at(0), after: 3, ...changes });
const agent = { name: '周敏', workerNumber: '1001' };
const shown = (outbox: readonly Line[], messages: Parameters<typeof shownLines>[2]) => shownLines(outbox, 'a', messages, '1001').map(({ clientId }) => clientId);

describe('sending', () => {
  test('lines go out in order, and a refused one does not hold up the rest', () => {
    expect(nextToSend([line('1', { seq: 4 }), line('2'), line('3')])?.clientId).toBe('2');
    expect(nextToSend(refused([line('1'), line('2')], '1', '太长'))?.clientId).toBe('2');
  });

  test('a refused line goes again behind the others, under its own id', () => {
    const again = retried([line('1', { refused: '太长' }), line('2')], '1');
    expect(again.map(({ clientId }) => clientId)).toEqual(['2', '1']);
    expect(again[1]).not.toHaveProperty('refused');
  });

  test('an acknowledged line goes once its message is there, and not before', () => {
    const outbox = acknowledged([line('1')], '1', 4);
    expect(settled(outbox, 'a', [message(3)])).toHaveLength(1);
    expect(settled(outbox, 'b', [message(4)])).toHaveLength(1);
    expect(settled(outbox, 'a', [message(4)])).toHaveLength(0);
  });
});

describe('a line is never shown beside its own message', () => {
  test('acknowledged before or after the push', () => {
    expect(shown(acknowledged([line('1')], '1', 4), [message(4, { from: 'agent', agent, text: '您好' })])).toEqual([]);
    expect(shown(acknowledged([line('1')], '1', 4), [message(3)])).toEqual(['1']);
  });

  test('pushed before the acknowledgement, with and without its client id', () => {
    expect(shown([line('1')], [message(4, { from: 'agent', agent, text: '您好', clientId: '1' })])).toEqual([]);
    expect(shown([line('1')], [message(4, { from: 'agent', agent, text: '您好' })])).toEqual([]);
  });

  test('the same words twice are two lines', () => {
    expect(shown([line('1'), line('2')], [message(4, { from: 'agent', agent, text: '您好' })])).toEqual(['2']);
    expect(shown([line('1', { seq: 4 }), line('2')], [message(4, { from: 'agent', agent, text: '您好' })])).toEqual(['2']);
  });

  test('words said earlier, or by a colleague, hide nothing', () => {
    expect(shown([line('1')], [message(2, { from: 'agent', agent, text: '您好' })])).toEqual(['1']);
    expect(shown([line('1')], [message(4, { from: 'agent', agent: { name: '李华', workerNumber: '1002' }, text: '您好' })])).toEqual(['1']);
  });

  test('lines of another conversation stay there', () => {
    expect(shown([line('1', { conversationId: 'b' })], [])).toEqual([]);
  });
});
