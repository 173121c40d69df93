import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { studioServer, type StudioServer } from './support.ts';

const STUDIO = '/api/v1/studio';

describe('the dialogs of the studio', () => {
  let server: StudioServer;
  beforeAll(async () => {
    server = await studioServer();
  });
  afterAll(() => server.close());

  const call = (method: string, path: string, body?: unknown) => server.call(method, STUDIO + path, { session: server.admin, ...(body !== undefined && { body }) });
  const NEW = ['再见，祝您一天顺心。', '好的，再见，有事随时来。', '那先这样，祝您生活愉快。'];

  it('are changed reply by reply, and the preview says the new words at once', async () => {
    const { document } = (await call('GET', '/dialogs/desk')).body;
    const opened = { ...document.replies['desk.opened'], text: NEW, cases: [] };
    const saved = await call('PUT', '/dialogs/desk', { document: { ...document, replies: { ...document.replies, 'desk.opened': opened } } });
    expect([saved.status, saved.body.document.rev]).toEqual([200, document.rev + 1]);
    const { body } = await call('POST', '/preview', { state: null, queued: false });
    expect(NEW).toContain(body.replies[0].text);
    expect([body.replies[0].template, body.because]).toEqual(['desk.opened', ['客户打开聊天']]);
    const next = await call('POST', '/preview', { state: body.state, queued: body.queued, text: '帮我转人工' });
    expect([next.status, next.body.meaning.intent, next.body.ended]).toEqual([200, 'human_agent', false]);
    expect(next.body.replies.length).toBeGreaterThan(0);
    expect((await call('PUT', '/dialogs/desk', { document })).body.error).toMatchObject({ code: 'content.conflict', details: { current: saved.body.document } });
  });

  it('are examined as they are being written: references that lead nowhere, words that nobody writes', async () => {
    const { document } = (await call('GET', '/dialogs/small_talk')).body;
    const [name, reply] = Object.entries(document.replies)[0] as [string, { text: string[] }];
    const text = ['你好，{{no_such_fact}}', ...reply.text.slice(1)];
    const { status, body } = await call('POST', '/dialogs/small_talk/check', { document: { ...document, replies: { ...document.replies, [name]: { ...reply, text } } } });
    expect(status).toBe(200);
    expect(body.problems).toContainEqual(expect.objectContaining({ severity: 'error', zh: expect.stringContaining('no_such_fact') }));
    expect(body.problems).toContainEqual(expect.objectContaining({ severity: 'warning', place: name, zh: '对客户用“您”' }));
    expect((await call('GET', '/dialogs/small_talk')).body.document).toEqual(document);
  });

  it('are tried in the preview as they are being written, without being saved', async () => {
    const { document } = (await call('GET', '/dialogs/desk')).body;
    const text = ['试写一。', '试写二。', '试写三。'];
    const edited = { ...document, replies: { ...document.replies, 'desk.opened': { ...document.replies['desk.opened'], text, cases: [] } } };
    expect(text).toContain((await call('POST', '/preview', { state: null, queued: false, document: edited })).body.replies[0].text);
    expect(text).not.toContain((await call('POST', '/preview', { state: null, queued: false })).body.replies[0].text);
    const broken = { ...edited, rules: [{ intents: ['greeting'], then: { reply: 'desk.no_such' } }] };
    expect((await call('POST', '/preview', { state: null, queued: false, document: broken })).body.error.code).toBe('content.invalid');
  });

  it('begin from a template that answers a new intent with a text', async () => {
    const intent = { id: 'gift_wrapping', name: '礼品包装', domain: 'shop', description: '', rev: 1, rules: [], examples: [{ text: '能包成礼盒吗', emotion: 'calm' }] };
    expect((await call('PUT', '/intents/gift_wrapping', { document: intent })).status).toBe(200);
    const topic = { id: 'gifts', name: '礼品', intent: 'gift_wrapping', texts: ['可以，下单时备注就行。', '可以的，请在备注里写“礼盒”。', '能包，备注里说一声就好。'] };
    const created = await call('POST', '/dialogs', topic);
    expect([created.status, created.body.document.rules]).toEqual([201, [{ intents: ['gift_wrapping'], when: {}, then: { reply: 'gifts.answer', forget: [] } }]]);
    expect((await call('POST', '/dialogs/gifts/check', { document: created.body.document })).body.problems.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([]);
    expect((await call('POST', '/dialogs', topic)).body.error).toMatchObject({ code: 'content.conflict', details: { current: { id: 'gifts' } } });
    expect((await call('POST', '/dialogs', { ...topic, id: 'other', intent: 'no_such' })).status).toBe(404);
  });

  it('keep an intent from being removed while they name it', async () => {
    const uses = (await call('GET', '/intents/shipping_status/uses')).body;
    expect([uses.dialogs.map(({ id }: { id: string }) => id).includes('shipping'), uses.conversations.includes('shipping'), uses.testset]).toEqual([true, true, 5]);
    const remove = async (id: string) => call('POST', `/intents/${id}/remove`, { rev: (await call('GET', `/intents/${id}`)).body.document?.rev ?? 1 });
    expect((await remove('shipping_status')).body.error.code).toBe('content.in_use');
    expect((await remove('out_of_scope')).status).toBe(400);
    const intent = { id: 'spare', name: '多余', domain: 'shop', description: '', rev: 1, rules: [], examples: [] };
    await call('PUT', '/intents/spare', { document: intent });
    const stale = await call('POST', '/intents/spare/remove', { rev: 9 });
    expect([stale.status, stale.body.error.details.current.id]).toEqual([409, 'spare']);
    expect((await remove('spare')).status).toBe(204);
    expect((await call('GET', '/intents/spare')).status).toBe(404);
    expect((await call('POST', '/history/intent/spare/1/restore', {})).status).toBe(204);
    expect((await call('GET', '/intents/spare')).body.document).toEqual(intent);
  });

  it('are removed once no other needs something of them, and come back from their history', async () => {
    const remove = async (id: string) => call('POST', `/dialogs/${id}/remove`, { rev: (await call('GET', `/dialogs/${id}`)).body.document?.rev ?? 1 });
    expect((await call('GET', '/dialogs/tickets/uses')).body.problems).toContainEqual({ zh: '表单“leave_message”没有写，程序要用', en: 'form “leave_message” is missing; the engine uses it' });
    expect((await remove('tickets')).body.error.code).toBe('content.in_use');
    const topic = { id: 'spare_topic', name: '多余', intent: 'gift_wrapping', texts: ['可以。', '行。', '好的。'] };
    const { document } = (await call('POST', '/dialogs', topic)).body;
    await call('POST', '/dialogs/gifts/remove', { rev: 1 });
    expect((await call('GET', '/dialogs/spare_topic/uses')).body).toEqual({ problems: [], unanswered: [{ id: 'gift_wrapping', name: '礼品包装' }] });
    expect([(await call('POST', '/dialogs/spare_topic/remove', { rev: 9 })).status, (await remove('spare_topic')).status]).toEqual([409, 204]);
    expect((await call('GET', '/dialogs/spare_topic')).status).toBe(404);
    expect((await call('POST', '/history/dialog/spare_topic/1/restore', {})).status).toBe(204);
    expect((await call('GET', '/dialogs/spare_topic')).body.document).toEqual(document);
  });

  it('name figures, which are changed in one place, each editor on what they saw', async () => {
    const { body } = await call('GET', '/figures');
    expect(body.uses.p59_fee).toContain('telecom.all');
    const fee = body.document.figures.p59_fee;
    const changed = { ...body.document, figures: { ...body.document.figures, p59_fee: { ...fee, value: 61 } } };
    const saved = await call('PUT', '/figures', { document: changed });
    expect([saved.status, saved.body.document.figures.p59_fee.value, saved.body.document.rev === changed.rev]).toEqual([200, 61, false]);
    const second = await call('PUT', '/figures', { document: changed });
    expect([second.status, second.body.error.details.current]).toEqual([409, saved.body.document]);
    const { p59_fee: _gone, ...others } = changed.figures;
    expect((await call('PUT', '/figures', { document: { rev: saved.body.document.rev, figures: others } })).status).toBe(400);
  });

  it('and every other document keep their versions with who made them, and become what they were', async () => {
    const { document } = (await call('GET', '/intents/thanks')).body;
    const save = async (rev: number, name: string) => expect((await call('PUT', '/intents/thanks', { document: { ...document, rev, name } })).status).toBe(200);
    await save(document.rev, '道谢甲');
    await save(document.rev + 1, '道谢乙');
    const { versions } = (await call('GET', '/history/intent/thanks')).body;
    expect(versions.map(({ number, by }: { number: number; by: { name: string } | null }) => [number, by?.name ?? null])).toEqual([[3, '人员1'], [2, '人员1'], [1, null]]);
    const { body } = await call('GET', '/history/intent/thanks/2');
    expect(body).toEqual({ changes: [{ path: ['name'], before: document.name, after: '道谢甲' }], restoring: [{ path: ['name'], before: '道谢乙', after: '道谢甲' }] });
    expect((await call('POST', '/history/intent/thanks/1/restore', {})).status).toBe(204);
    expect((await call('GET', '/intents/thanks')).body.document).toEqual({ ...document, rev: document.rev + 3 });
    expect((await call('GET', '/history/intent/thanks')).body.versions).toHaveLength(4);
    expect((await call('POST', '/history/intent/thanks/99/restore', {})).status).toBe(404);
  });
});
