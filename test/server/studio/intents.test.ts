import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../../../src/base/config.ts';
import { LIMITS } from '../../../src/base/limits.ts';
import type { IntentDocument } from '../../../src/contract/content/intent.ts';
import { studioOn } from '../../../src/server/studio.ts';
import { moveExamples } from '../../../src/studio/content/intents.ts';
import { studioServer, type StudioServer } from './support.ts';

const INTENTS = '/api/v1/studio/intents';

describe('the intents of the studio', () => {
  let server: StudioServer;
  beforeAll(async () => {
    server = await studioServer();
  });
  afterAll(() => server.close());

  const call = (method: string, path: string, body?: unknown) => server.call(method, path, { session: server.admin, ...(body !== undefined && { body }) });
  const read = async (id: string): Promise<IntentDocument> => (await call('GET', `${INTENTS}/${id}`)).body.document;
  const example = (text: string) => ({ text, emotion: 'calm' as const });

  it('are listed with how many examples of each emotion they have', async () => {
    const { body } = await call('GET', INTENTS);
    const document = await read('invoice');
    const { examples } = body.intents.find(({ id }: { id: string }) => id === 'invoice');
    expect([body.edits, examples.calm + examples.upset + examples.angry]).toEqual([true, document.examples.length]);
  });

  it('are saved into the file that git shows, with the next revision', async () => {
    const before = await read('goodbye');
    const { status, body } = await call('PUT', `${INTENTS}/goodbye`, { document: { ...before, examples: [...before.examples, example('先聊到这儿吧')] } });
    expect([status, body.document.rev]).toEqual([200, before.rev + 1]);
    const file = JSON.parse(await readFile(join(server.contentPath, 'intents/goodbye.json'), 'utf8'));
    expect(file.examples.at(-1)).toEqual(example('先聊到这儿吧'));
  });

  it('of two people who save one intent, tell the second what it is now', async () => {
    const before = await read('greeting');
    const first = await call('PUT', `${INTENTS}/greeting`, { document: { ...before, examples: [...before.examples, example('哈喽在不在呀')] } });
    const second = await call('PUT', `${INTENTS}/greeting`, { document: { ...before, name: '问候' } });
    expect([first.status, second.status, second.body.error.code]).toEqual([200, 409, 'content.conflict']);
    expect(second.body.error.details.current).toEqual(first.body.document);
    expect((await read('greeting')).name).toBe(before.name);
  });

  it('do not come back by a save of somebody who did not see that they were removed', async () => {
    const made = { id: 'short_lived', name: '临时', domain: 'common', description: '', rev: 1, rules: [], examples: [example('临时的')] };
    const first = (await call('PUT', `${INTENTS}/short_lived`, { document: made })).body.document;
    const { document } = (await call('PUT', `${INTENTS}/short_lived`, { document: { ...first, name: '短命' } })).body;
    expect((await call('POST', `${INTENTS}/short_lived/remove`, { rev: document.rev })).status).toBe(204);
    const late = await call('PUT', `${INTENTS}/short_lived`, { document: { ...document, name: '又来了' } });
    expect([late.status, late.body.error.code, late.body.error.details.current]).toEqual([409, 'content.conflict', null]);
    expect((await call('POST', '/api/v1/studio/history/intent/short_lived/1/restore')).status).toBe(204);
    expect((await read('short_lived')).name).toBe('临时');
    const now = await read('short_lived');
    expect((await call('POST', `${INTENTS}/short_lived/remove`, { rev: now.rev })).status).toBe(204);
  });

  it('refuse a pattern that RE2 does not know, and another id than the address', async () => {
    const before = await read('thanks');
    const rule = { pattern: '(?=谢)', effect: 'decide', because: '试' };
    const wrong = await call('PUT', `${INTENTS}/thanks`, { document: { ...before, rules: [rule] } });
    expect([wrong.status, wrong.body.error.code]).toEqual([422, 'content.invalid']);
    expect((await call('PUT', `${INTENTS}/deny`, { document: before })).status).toBe(400);
  });

  it('move examples into another intent, once each', async () => {
    const [from, to] = [await read('affirm'), await read('deny')];
    const text = from.examples[0]!.text;
    const { status, body } = await call('POST', `${INTENTS}/affirm/move`, { rev: from.rev, to: 'deny', texts: [text] });
    expect([status, body.document.examples.some((one: { text: string }) => one.text === text)]).toEqual([200, false]);
    const after = await read('deny');
    expect(after.examples.filter((one) => one.text === text)).toHaveLength(1);
    expect(after.examples).toHaveLength(to.examples.length + 1);
    expect((await call('POST', `${INTENTS}/affirm/move`, { rev: from.rev, to: 'deny', texts: [text] })).status).toBe(409);
  });

  it('move no example while somebody saves the intent that it leaves, or where there is no room for it', async () => {
    const [source, target] = [await read('thanks'), await read('goodbye')];
    const { text } = source.examples[0]!;
    const { runtime } = server;
    let colleague: Promise<unknown> | undefined;
    const storage: typeof runtime.storage = {
      ...runtime.storage,
      transaction(work) {
        colleague ??= Promise.allSettled([studio.draft.save('intent', { ...source, name: '谢谢' })]);
        return runtime.storage.transaction(work);
      },
    };
    const studio = studioOn({ ...readConfig({}), contentPath: server.contentPath, studio: true }, { ...runtime, storage });
    const move = (rev: number) => moveExamples(studio, { id: 'somebody', address: '' }, 'thanks', { rev, to: 'goodbye', texts: [text] });
    const [moved] = await Promise.allSettled([move(source.rev)]);
    await colleague;
    const holding = (document: IntentDocument) => document.examples.filter((one) => one.text === text).length;
    const [left, arrived] = [await read('thanks'), await read('goodbye')];
    expect([moved.status, holding(left), holding(arrived)]).toEqual(moved.status === 'fulfilled' ? ['fulfilled', 0, 1] : ['rejected', 1, 0]);
    const full = Array.from({ length: LIMITS.examplesMax }, (_, index) => example(`满${index}`));
    await studio.draft.save('intent', { ...arrived, examples: full });
    const refused = await call('POST', `${INTENTS}/thanks/move`, { rev: left.rev, to: 'goodbye', texts: [left.examples[0]!.text] });
    expect([refused.status, refused.body.error.code, (await read('thanks')).rev]).toEqual([422, 'content.invalid', left.rev]);
    await studio.draft.save('intent', { ...target, rev: (await read('goodbye')).rev });
  });

  it('say of pasted lines which are new, there already, nearly there, repeated, or belong elsewhere', async () => {
    const known = (await read('warranty')).examples.find(({ text }) => text.length > 14)!.text;
    const texts = [known, `${known}`, `${known}呀`, '快递到哪里了呀现在', '翻新机能不能延长保修两年', '翻新机能不能延长保修两年', 'x'.repeat(501), '  '];
    const { status, body } = await call('POST', '/api/v1/studio/examples/check', { intent: 'warranty', texts });
    expect([status, body.lines.map(({ verdict }: { verdict: string }) => verdict)]).toEqual([200, ['duplicate', 'duplicate', 'near', 'new', 'new', 'repeated', 'tooLong']]);
    expect(body.lines[0].like).toEqual({ intent: 'warranty', text: known, likeness: 1 });
    expect(body.lines[3].elsewhere).toEqual({ intent: 'shipping_status', confidence: 0.9 });
  });

  it('mark examples that the model which serves understands as another intent', async () => {
    const before = await read('invoice');
    await call('PUT', `${INTENTS}/invoice`, { document: { ...before, examples: [example('我的快递什么时候送'), example('退货的发票呢')] } });
    expect((await call('GET', `${INTENTS}/invoice/marks`)).body.marks).toEqual([
      { index: 0, elsewhere: { intent: 'shipping_status', confidence: 0.9 } },
      { index: 1, elsewhere: { intent: 'return_policy', confidence: 0.9 } },
    ]);
  });

  it('try a rule on a text and on all examples, however it is written', async () => {
    const { body } = await call('POST', '/api/v1/studio/rules/try', { intent: 'greeting', pattern: '^(a+)+$', text: `${'a'.repeat(1_900)}!` });
    expect(body).toMatchObject({ valid: true, matches: false });
    const found = (await call('POST', '/api/v1/studio/rules/try', { intent: 'warranty', pattern: '保修', text: '還在保修嗎' })).body;
    expect(found).toMatchObject({ valid: true, matches: true, read: '还在保修吗' });
    expect(found.own).toBeGreaterThan(0);
    expect((await call('POST', '/api/v1/studio/rules/try', { intent: 'warranty', pattern: '(' })).body.valid).toBe(false);
  });

  it('leave a line in the audit log, and are closed to everybody but admins', async () => {
    const { lines } = (await call('GET', '/api/v1/desk/audit?action=content.changed')).body;
    expect(lines.map(({ subject }: { subject: string }) => subject)).toContain('intent/goodbye');
    const supervisor = await server.signIn('supervisor');
    expect((await server.call('PUT', `${INTENTS}/thanks`, { session: supervisor, raw: '{"document":' + ' '.repeat(100_000) + '1}' })).status).toBe(403);
  });
});

describe('a node that does not edit', () => {
  it('shows the intents and refuses every change', async () => {
    const server = await studioServer({ studio: false });
    try {
      const { body } = await server.call('GET', `${INTENTS}/thanks`, { session: server.admin });
      expect(body.edits).toBe(false);
      const saved = await server.call('PUT', `${INTENTS}/thanks`, { session: server.admin, body: { document: body.document } });
      expect([saved.status, saved.body.error.code]).toEqual([409, 'content.read_only']);
    } finally {
      await server.close();
    }
  });
});
