import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { ConversationKey } from '../../../src/contract/visitor.ts';
import { openBrowser, openWindow } from '../../support/browser.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { newVisitor, VISITOR } from '../support.ts';

const SCRIPT = '<script>document.title = "ran"</script>';
const text = (content: string) => Buffer.from(content);
const bytes = (...values: number[]) => Buffer.from(values);
const PNG = bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const GIF = text('GIF89a');
const JPEG = bytes(0xff, 0xd8, 0xff, 0xe0);
const UTF16 = Buffer.concat([bytes(0xff, 0xfe), Buffer.from(SCRIPT, 'utf16le')]);

/** What a browser might take for a page or a program, and under which types it may be stored at most. */
const CONTENTS: [string, Buffer, string | null][] = [
  ['a drawing with a program', text(`<svg xmlns="http://www.w3.org/2000/svg" onload="document.title='ran'">${SCRIPT}</svg>`), 'text/plain'],
  ['a drawing behind its XML head', text(`<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`), 'text/plain'],
  ['a page', text(`<!doctype html><html><body>${SCRIPT}`), 'text/plain'],
  ['a page behind blanks', text(`\n\n   <html>${SCRIPT}`), 'text/plain'],
  ['a page behind a byte-order mark', text(`\ufeff<html>${SCRIPT}`), 'text/plain'],
  ['a page in UTF-16', UTF16, null],
  ['a picture that goes on as a page', Buffer.concat([PNG, text(`<html>${SCRIPT}`)]), 'image/png'],
  ['a GIF that is a program', Buffer.concat([GIF, text('=1;document.title="ran";')]), 'image/gif'],
  ['a JPEG that goes on as a page', Buffer.concat([JPEG, text(`<html>${SCRIPT}`)]), 'image/jpeg'],
  ['a PDF with a page in it', text(`%PDF-1.7\n<html>${SCRIPT}`), 'application/pdf'],
  ['a page with a PDF in it', text(`<html>${SCRIPT}%PDF-1.7`), 'text/plain'],
  ['a style sheet', text('@import "https://evil.example/x.css"; body{}'), 'text/plain'],
  ['an archive that calls itself a document', Buffer.concat([bytes(0x50, 0x4b, 0x03, 0x04), text('evil.exe')]), null],
  ['a program of Windows', Buffer.concat([text('MZ'), bytes(0x90, 0, 3, 0, 0xff)]), null],
  ['a program of Linux', Buffer.concat([bytes(0x7f), text('ELF'), bytes(2, 1, 1, 0)]), null],
  ['a Flash film', Buffer.concat([text('CWS'), bytes(0x0b, 0xff, 0x01, 0x00, 0xfe)]), null],
];
const CALLED = ['x.svg', 'x.html', 'x.png', 'x.xhtml'];

/** Names that mean another place, another type, another line of the answer, or another order of letters. */
const NAMES = [
  '../../../../etc/passwd', '..\\..\\Windows\\win.ini', '/etc/cron.d/x', 'C:\\boot.ini', '\\\\evil.example\\share\\x', 'file:///etc/passwd', '....//....//x', '%2e%2e%2fx', '..', '.', '.htaccess', '~/.ssh/authorized_keys',
  'x.png\u0000.html', 'x\r\nset-cookie: a=b', 'x\nContent-Type: text/html', 'x"; filename="evil.html', "x'; filename*=UTF-8''evil.html", 'x;y=z', 'evil\u202egnp.html', 'a\u200bb\u2066c', 'CON', 'nul.txt', 'x.html', 'x.html .', '<img src=x onerror=alert(1)>.png', '发票（三月）.pdf', '${jndi:ldap://x}', '{{constructor}}', '__proto__', '好'.repeat(120), ' ', '\t',
];
/** Of a place, of a line, of what is not seen or turns. */
const UNSAFE = /[/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\./u;

describe('files that are sent', () => {
  let server: TestServer;
  let visitor: ConversationKey;
  let agent: string;
  let browser: Browser;
  let sent = 0;
  beforeAll(async () => {
    server = await testServer();
    await server.signIn('admin');
    agent = await server.signIn('agent');
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const wanting = async () => {
    const opened = await newVisitor(server);
    await server.call('POST', `${VISITOR}/${opened.conversationId}/messages`, { token: opened.token, body: { clientId: 'ask', text: '转人工' } });
    return opened;
  };
  const send = async (content: Buffer, name: string, type = 'application/octet-stream') => {
    // A conversation takes so many files, and so many in a while.
    if (sent % 15 === 0) visitor = await wanting();
    sent += 1;
    const query = new URLSearchParams({ clientId: `file-${sent}`, name });
    const response = await fetch(`${server.address}${VISITOR}/${visitor.conversationId}/files?${query}`, { method: 'POST', headers: { 'content-type': type, authorization: `Bearer ${visitor.token}` }, body: content });
    return { status: response.status, body: (await response.json()) as { seq: number; error?: { code: string } } };
  };
  const fileOf = async (seq: number) => {
    const { messages } = (await server.call('GET', `${VISITOR}/${visitor.conversationId}/messages`, { token: visitor.token })).body;
    return messages.find((message: { seq: number }) => message.seq === seq).file as { key: string; name: string; type: string; image: boolean };
  };
  const deskPath = (key: string) => `/api/v1/desk/conversations/${visitor.conversationId}/files/${key}`;
  const ways = (key: string) =>
    [
      [deskPath(key), { cookie: agent }],
      [`${VISITOR}/${visitor.conversationId}/files/${key}`, { authorization: `Bearer ${visitor.token}` }],
    ] as const;

  it.each(CONTENTS)('%s is refused, or comes back to be saved and under no type that runs', async (_what, content, type) => {
    for (const name of CALLED) {
      const { status, body } = await send(content, name);
      if (type === null) {
        expect([name, status, body.error?.code]).toEqual([name, 415, 'file.type']);
        continue;
      }
      const file = await fileOf(body.seq);
      expect([name, file.type]).toEqual([name, type]);
      expect(file.name).toMatch(/\.(png|jpg|gif|webp|pdf|txt)$/);
      for (const [path, headers] of ways(file.key)) {
        const response = await fetch(server.address + path, { headers });
        expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
        expect(response.headers.get('content-type')?.split(';')[0]).toBe(type);
        expect(response.headers.get('content-disposition')).toMatch(/^attachment(;|$)/);
        expect(response.headers.get('x-content-type-options')).toBe('nosniff');
        expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox(;|$)/);
        expect(response.headers.get('cache-control')).toBe('no-store');
      }
    }
  });

  it('are what they are, whatever their sender says they are', async () => {
    for (const type of ['text/html', 'image/svg+xml', 'application/json', 'multipart/form-data; boundary=x']) {
      const { status } = await send(text(SCRIPT), 'x.html', type);
      expect([type, status >= 400]).toEqual([type, true]);
    }
  });

  it('do not run in the browser of an agent who opens them by their address', async () => {
    for (const [what, content, type] of CONTENTS) {
      if (type === null) continue;
      const { key } = await fileOf((await send(content, 'x.html')).body.seq);
      const { page } = await openWindow(browser);
      await page.context().addCookies([{ name: 'jieda_session', value: agent.split('=')[1] as string, url: server.address }]);
      const saved = page.waitForEvent('download');
      // A download interrupts the navigation: nothing of it becomes a page.
      await expect(page.goto(server.address + deskPath(key))).rejects.toThrow(/Download is starting|ERR_ABORTED/);
      await saved;
      expect([what, await page.title(), page.url()]).toEqual([what, '', 'about:blank']);
      await page.context().close();
    }
  });

  it.each(NAMES)('called %j are kept under a key of ours, and shown and saved under a harmless name', async (name) => {
    const { status, body } = await send(PNG, name);
    if (status >= 400) return expect([status, body.error?.code]).toEqual([400, 'request.invalid']);
    const file = await fileOf(body.seq);
    expect([file.name, UNSAFE.exec(file.name)]).toEqual([file.name, null]);
    expect(file.name).toMatch(/\.png$/);
    expect(file.name.length).toBeLessThanOrEqual(120);
    expect(file.key).toMatch(/^[\w-]{20,}$/);
    expect(file.key).not.toContain(name);
    for (const [path, headers] of ways(file.key)) {
      const response = await fetch(server.address + path, { headers });
      expect(response.status).toBe(200);
      expect(response.headers.get('set-cookie')).toBeNull();
      expect(response.headers.get('content-type')).toBe('image/png');
      const disposition = response.headers.get('content-disposition') ?? '';
      // One name in quotes, perhaps one encoded; whatever a name holds ends neither.
      expect(disposition).toMatch(/^attachment; filename=("(?:[^"\\\r\n]|\\.)*"|[\w.%-]+)(; filename\*=UTF-8''[\w.%!#$&+^`|~-]+)?$/);
    }
  });

  it('are asked for by keys of ours only', async () => {
    for (const key of ['..%2f..%2fetc%2fpasswd', '%00', '../../../etc/passwd', 'x.png', '*']) {
      for (const [path, headers] of ways(key)) {
        const { status } = await fetch(server.address + path, { headers });
        expect([key, [400, 404].includes(status)]).toEqual([key, true]);
      }
    }
  });
});
