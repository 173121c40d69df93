import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../src/base/limits.ts';
import { shownName } from '../../src/conversation/file/name.ts';
import { testServer, type TestServer } from '../support/server.ts';

const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('picture')]);
const PAGE = Buffer.from('<!doctype html><svg onload=alert(1)>');

describe('files between customer and desk', () => {
  let server: TestServer;
  let session: string;
  let visitor: { conversationId: string; token: string };
  let sent = 0;

  beforeAll(async () => {
    server = await testServer();
    session = await server.signIn('admin');
    visitor = await open();
  });
  afterAll(() => server.close());

  async function open(): Promise<{ conversationId: string; token: string }> {
    const opened = (await server.call('POST', '/api/v1/visitor/conversations', { body: {} })).body as { conversationId: string; token: string };
    await server.call('POST', `/api/v1/visitor/conversations/${opened.conversationId}/messages`, { token: opened.token, body: { clientId: 'ask', text: '转人工' } });
    return opened;
  }

  async function send(content: Buffer, name: string, { proof = { authorization: `Bearer ${visitor.token}` } as Record<string, string>, side = 'visitor', id = visitor.conversationId, clientId = `file-${(sent += 1)}` } = {}) {
    const response = await fetch(`${server.address}/api/v1/${side}/conversations/${id}/files?${new URLSearchParams({ clientId, name }).toString()}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream', ...proof }, body: content });
    return { status: response.status, body: (await response.json()) as any }; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  }
  const lines = async () => (await server.call('GET', `/api/v1/visitor/conversations/${visitor.conversationId}/messages`, { token: visitor.token })).body.messages as { seq: number; text: string; file?: { key: string; name: string; type: string; image: boolean } }[];
  const fileOf = async (seq: number) => (await lines()).find((line) => line.seq === seq)?.file;

  it('go to the desk and come back byte by byte, to be saved and never run', async () => {
    const { status, body } = await send(PNG, '截图.png');
    expect(status).toBe(200);
    const file = await fileOf(body.seq);
    expect(file).toMatchObject({ name: '截图.png', type: 'image/png', image: true });
    const response = await fetch(`${server.address}/api/v1/desk/conversations/${visitor.conversationId}/files/${file?.key}`, { headers: { cookie: session } });
    expect(Buffer.from(await response.arrayBuffer()).equals(PNG)).toBe(true);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('are what their content says, not their name: a page that calls itself a picture is text', async () => {
    const { body } = await send(PAGE, 'photo.png');
    expect(await fileOf(body.seq)).toMatchObject({ name: 'photo.png.txt', type: 'text/plain', image: false });
  });

  it.each([
    ['a program', Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03, 0xff]), 'file.type', 415],
    ['an archive', Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), Buffer.from('a.exe')]), 'file.type', 415],
    ['nothing', Buffer.alloc(0), 'file.empty', 400],
    ['too much', Buffer.alloc(LIMITS.fileBytes + 1, 'a'), 'file.too_large', 413],
  ])('refuses %s', async (_what, content, code, status) => {
    expect(await send(content, 'x.png')).toMatchObject({ status, body: { error: { code } } });
  });

  it('are sent once, however often their sender tries', async () => {
    const first = await send(PNG, 'a.png', { clientId: 'same' });
    const again = await send(PNG, 'a.png', { clientId: 'same' });
    expect(again.body).toEqual(first.body);
    expect((await send(PAGE, 'a.png', { clientId: 'same' })).body.error.code).toBe('message.client_id_reused');
  });

  it('of another conversation are as if they did not exist', async () => {
    const { body } = await send(PNG, 'mine.png');
    const key = (await fileOf(body.seq))?.key;
    const other = await open();
    const foreign = await server.call('GET', `/api/v1/visitor/conversations/${other.conversationId}/files/${key}`, { token: other.token });
    expect(foreign.body.error.code).toBe('file.not_found');
    expect((await send(PNG, 'x.png', { id: other.conversationId })).body.error.code).toBe('conversation.not_found');
  });

  it('are for people: the bot does not take them, and whoever does not serve sends none', async () => {
    const alone = (await server.call('POST', '/api/v1/visitor/conversations', { body: {} })).body as { conversationId: string; token: string };
    expect((await send(PNG, 'x.png', { id: alone.conversationId, proof: { authorization: `Bearer ${alone.token}` } })).body.error.code).toBe('file.needs_person');
    expect((await send(PNG, 'x.png', { side: 'desk', proof: { cookie: session } })).body.error.code).toBe('conversation.not_yours');
    await server.call('POST', `/api/v1/desk/conversations/${visitor.conversationId}/accept`, { session, body: {} });
    expect((await send(PNG, 'x.png', { side: 'desk', proof: { cookie: session } })).status).toBe(200);
  });
});

describe('the name of a file', () => {
  it.each([
    ['../../etc/passwd', 'txt', 'passwd.txt'],
    ['C:\\Users\\a\\b.PNG', 'png', 'b.png'],
    ['a\u0000b\u202egnp.exe', 'png', 'abgnp.exe.png'],
    ['...', 'pdf', 'file.pdf'],
    ['发票.pdf', 'pdf', '发票.pdf'],
  ])('%j is shown as %s', (name, extension, shown) => {
    expect(shownName(name, extension)).toBe(shown);
  });
});
