import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { PROJECT_PATH } from '../../../src/base/config.ts';
import { LIMITS } from '../../../src/base/limits.ts';
import { PLAIN_LOOK } from '../../../src/contract/look.ts';
import { openBrowser, openWindow } from '../../support/browser.ts';
import { jpeg, png, pngChunk, webp } from '../../support/pictures.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { HIDDEN, MARKUP } from '../rendering/payloads.ts';

const LOOK = '/api/v1/visitor/look';
const SCRIPT = '<script>window.ran=1</script>';

/** What would become style, markup or an address if a colour were more than a colour. */
const COLOURS = [
  'red', 'red;}body{display:none', '#c2410c;}body{background:url(https://evil.example)', 'url(https://evil.example/x)', 'var(--jd-ink)', '</style><script>window.ran=1</script>', 'javascript:window.ran=1', 'expression(1)', '#c2410', '#c2410c0',
  '#C2410C', '#c2410c\n', ' #c2410c', '#ｃ2410c', '#c2410c/**/', 'rgb(1,2,3)', '', '#', 'a'.repeat(100_000), '\u0000#c2410c',
];
const KEYS = ['../../../etc/passwd', '..%2f..%2fetc%2fpasswd', 'x.svg', `${'a'.repeat(63)}/`, `${'A'.repeat(64)}`, `${'a'.repeat(64)}.png`, `${'a'.repeat(65)}`, '%00', 'https://evil.example/x.png', '//evil.example', 'javascript:1', 'constructor'];

/** What a browser might take for a page or a program. */
const FILES: [string, Buffer][] = [
  ['a drawing with a program', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran=1">${SCRIPT}</svg>`)],
  ['a drawing behind its XML head', Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`)],
  ['a drawing that begins like a PNG', Buffer.concat([png().subarray(0, 8), Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`)])],
  ['a drawing that begins like a JPEG', Buffer.concat([jpeg().subarray(0, 4), Buffer.from(`<svg>${SCRIPT}</svg>`), Buffer.from([0xff, 0xd9])])],
  ['a page behind a whole PNG', Buffer.concat([png(), Buffer.from(`<html>${SCRIPT}`)])],
  ['an archive behind a whole JPEG', Buffer.concat([jpeg(), Buffer.from('PK\u0003\u0004')])],
  ['a page behind a whole WebP', Buffer.concat([webp(), Buffer.from(`<html>${SCRIPT}`)])],
  ['a WebP that is a sound', Buffer.concat([Buffer.from('RIFF'), Buffer.from([38, 0, 0, 0]), Buffer.from('WAVEfmt '), Buffer.alloc(30)])],
  ['a GIF that is a program', Buffer.from('GIF89a=1;window.ran=1;')],
  ['a page', Buffer.from(`<!doctype html>${SCRIPT}`)],
  ['a PDF', Buffer.from('%PDF-1.7')],
  ['an icon', Buffer.from([0, 0, 1, 0, 1, 0, 16, 16])],
  ['a picture without end', png().subarray(0, 40)],
  ['a chunk longer than the file', Buffer.concat([png().subarray(0, 33), Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.from('IDAT')])],
  ['a picture as large as a house', png(LIMITS.lookPictureEdge + 1, 1)],
];

describe('a hostile look', () => {
  let server: TestServer;
  let admin: string;
  let browser: Browser;
  let rev = 0;
  beforeAll(async () => {
    server = await testServer({}, { uiPath: process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui') });
    admin = await server.signIn('admin');
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const put = async (changes: object) => {
    const answer = await server.call('PUT', '/api/v1/desk/settings/widget.look', { session: admin, body: { rev, value: { ...PLAIN_LOOK, ...changes } } });
    if (answer.status === 200) rev = answer.body.setting.rev;
    return answer;
  };
  const upload = async (content: Buffer, type = 'application/octet-stream', path = '/api/v1/desk/look/pictures') => {
    const response = await fetch(server.address + path, { method: 'POST', headers: { 'content-type': type, cookie: admin }, body: content });
    return { status: response.status, body: (await response.json()) as { key: string; error?: { code: string } } };
  };

  it.each(COLOURS)('has no colour %j', async (colour) => {
    for (const field of ['light', 'dark']) {
      const { status, body } = await put({ [field]: colour });
      expect([field, status >= 400 && status < 500, /^(request\.|text\.)/.test(body.error?.code)]).toEqual([field, true, true]);
    }
  });

  it.each(KEYS)('has no picture %j, and none is fetched by that name', async (key) => {
    expect(await put({ avatar: key })).toMatchObject({ status: 400, body: { error: { code: 'request.invalid' } } });
    const { status } = await server.call('GET', `${LOOK}/pictures/${encodeURIComponent(key)}`);
    expect([400, 404]).toContain(status);
  });

  it('has no field that nobody knows, and none of another form', async () => {
    const wrong = [{ css: 'x' }, { title: { zh: '甲', en: null, fr: 'x' } }, { title: '甲' }, { edge: { side: -1, bottom: 0 } }, { edge: { side: 1e9, bottom: 0 } }, { edge: { side: '1px;}', bottom: 0 } }, { radius: 'calc(1px)' }, { radius: 1.5 }, { side: 'top' }, { theme: 'dark;' }, { language: '__proto__' }, { light: null, dark: undefined }];
    for (const changes of wrong) expect([changes, (await put(changes)).status]).toEqual([changes, 400]);
    for (const [field, length] of [['title', LIMITS.lookTitleLength], ['greeting', LIMITS.lookGreetingLength], ['launcher', LIMITS.lookLauncherLength]] as const) {
      expect([field, (await put({ [field]: { zh: '长'.repeat(length + 1), en: null } })).status]).toEqual([field, 400]);
      expect([field, (await put({ [field]: { zh: '长'.repeat(length), en: null } })).status]).toEqual([field, 200]);
    }
  });

  it('has no text that turns, hides or breaks what stands around it', async () => {
    for (const text of [...HIDDEN, '甲\u0000乙\u001b[31m', '一\r\n二\u2028三', '\ud800半', '\u202e\u2066'].map((one) => one.slice(0, LIMITS.lookLauncherLength))) {
      expect((await put({ title: { zh: text, en: null }, greeting: { zh: text, en: null }, launcher: { zh: text, en: null } })).status).toBe(200);
      const { title, greeting, launcher } = (await server.call('GET', LOOK)).body.look;
      for (const shown of [title.zh, greeting.zh, launcher.zh]) expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/u);
    }
    // What is seen, and what joins it, stays.
    await put({ title: { zh: '👩‍💻 小鹿 · 客服', en: null } });
    expect((await server.call('GET', LOOK)).body.look.title.zh).toBe('👩‍💻 小鹿 · 客服');
  });

  it.each(FILES)('takes %s for no picture, whatever it calls itself', async (_what, content) => {
    const { status, body } = await upload(content);
    expect([status, body.error?.code]).toEqual([expect.any(Number), expect.stringMatching(/^look\.picture_(type|large)$/)]);
    for (const type of ['image/png', 'image/svg+xml', 'multipart/form-data; boundary=x', 'text/html']) expect([type, (await upload(content, type)).status >= 400]).toEqual([type, true]);
  });

  it('a picture is called by its content alone, whatever name comes along', async () => {
    const { body } = await upload(png());
    for (const name of ['../../x.svg', '%2e%2e%2fx', 'x.html']) {
      const named = await upload(png(), 'application/octet-stream', `/api/v1/desk/look/pictures?name=${encodeURIComponent(name)}`);
      expect(named.body.key).toBe(body.key);
      expect((await upload(png(), 'application/octet-stream', `/api/v1/desk/look/pictures/${encodeURIComponent(name)}`)).status).toBe(404);
    }
  });

  it('a picture with a program in one of its parts is never run, however it is opened', async () => {
    const whole = png();
    const hiding = Buffer.concat([whole.subarray(0, 33), pngChunk('tEXt', Buffer.from(`Comment\u0000${SCRIPT}`)), whole.subarray(33)]);
    const { status, body } = await upload(hiding);
    expect(status).toBe(201);
    const response = await fetch(`${server.address}${LOOK}/pictures/${body.key}`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=avatar.png');
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    const { page } = await openWindow(browser);
    const saved = page.waitForEvent('download');
    await expect(page.goto(`${server.address}${LOOK}/pictures/${body.key}`)).rejects.toThrow(/Download is starting|ERR_ABORTED/);
    await saved;
    await page.context().close();
  });

  it('runs nothing and styles nothing in the widget, in the studio or in its preview', async () => {
    for (const text of MARKUP) {
      const cut = (length: number) => ({ zh: text.slice(0, length), en: text.slice(-length) });
      expect((await put({ light: '#c2410c', title: cut(LIMITS.lookTitleLength), greeting: cut(LIMITS.lookGreetingLength), launcher: cut(LIMITS.lookLauncherLength) })).status).toBe(200);
      // In a browser that remembers none of those before.
      const { page, complaints } = await openWindow(browser);
      await page.goto(`${server.address}/`);
      await page.locator('.launcher.worded').waitFor();
      await page.evaluate('Jieda.open()');
      await page.locator('.header h2').waitFor();
      expect([text, await page.evaluate('window.ran'), await page.locator('jieda-widget script, jieda-widget img, jieda-widget iframe, jieda-widget a').count()]).toEqual([text, undefined, 0]);
      expect((await page.locator('.header h2').textContent())?.trim()).toBe(cut(LIMITS.lookTitleLength).zh.trim());
      expect([text, complaints]).toEqual([text, []]);
      await page.context().close();
    }
    const { page, complaints } = await openWindow(browser);
    const [name, value] = admin.split('=') as [string, string];
    await page.context().addCookies([{ name, value, url: server.address }]);
    await page.goto(`${server.address}/admin/#/settings/look`);
    await page.frameLocator('iframe').locator('.header h2').waitFor();
    for (const frame of page.frames()) expect(await frame.evaluate('window.ran')).toBeUndefined();
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('what a page of the shop’s origin writes onto the shelf is taken for no style', async () => {
    await put({});
    const { page } = await openWindow(browser);
    await page.goto(`${server.address}/`);
    await page.locator('.launcher').waitFor();
    const wrong = { light: { brand: 'red;}*{display:none', 'x:y;color': 'red', 'on-brand': 'url(https://evil.example/)' }, title: { zh: '<b>x', en: 1 }, avatar: '"><script>', side: 'left"onclick', edge: { side: '9px;}', bottom: {} } };
    await page.evaluate(`localStorage.setItem('jieda:' + location.origin + ':look', ${JSON.stringify(JSON.stringify(wrong))})`);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.route(`**${LOOK}`, (route) => route.abort());
    await page.reload();
    await page.locator('.launcher').waitFor();
    expect(await page.locator('.launcher').isVisible()).toBe(true);
    expect(asked.filter((url) => !url.startsWith(server.address))).toEqual([]);
    await page.context().close();
  });
});
