import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { PROJECT_PATH } from '../../../src/base/config.ts';
import type { ConversationKey } from '../../../src/contract/visitor.ts';
import { signIdentity } from '../../../src/conversation/identity.ts';
import { openBrowser, openWindow } from '../../support/browser.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { newVisitor, VISITOR } from '../support.ts';
import { HIDDEN, LEAKS, MARKUP } from './payloads.ts';

const SECRET = 'the-secret-of-the-site';
const NAME = '<img src=x onerror=window.ran=1>';
const PAGE = 'https://shop.example/"><img src=x onerror=window.ran=1>';

let browser: Browser;
let server: TestServer;
let site: Server;
let siteAddress: string;
let agent: string;
beforeAll(async () => {
  // A shop without any content policy, so that nothing but the widget itself keeps a text from running.
  site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(`<!doctype html><title>商店</title><body><script src="${server.address}/widget.js"></script>`));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  siteAddress = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  server = await testServer({ origins: [siteAddress], identitySecret: SECRET }, { uiPath: join(PROJECT_PATH, 'dist/ui') });
  agent = await server.signIn('agent');
  expect((await server.call('PUT', '/api/v1/desk/me', { session: agent, body: { name: NAME } })).status).toBe(200);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  site?.close();
});

/** A window that remembers who listens to other windows' messages. */
const open = async () => {
  const window = await openWindow(browser);
  await window.page.addInitScript(`
    window.heard = [];
    const add = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (type, ...rest) { if (type === 'message' && this === window) window.heard.push(String(rest[0])); return add.call(this, type, ...rest); };
  `);
  return window;
};

const answerAsAgent = (id: string, text: string) => server.call('POST', `/api/v1/desk/conversations/${id}/messages`, { session: agent, body: { clientId: crypto.randomUUID(), text } });
const say = ({ conversationId, token }: ConversationKey, text: string) => server.call('POST', `${VISITOR}/${conversationId}/messages`, { token, body: { clientId: crypto.randomUUID(), text } });

/** What each bubble holds: its text, the elements in it, and where its links lead. */
type Bubble = { text: string; elements: string[]; links: string[] };
const bubbles = (page: Page, root: string): Promise<Bubble[]> =>
  page.evaluate(`[...${root}.querySelectorAll('.bubble')].map((bubble) => ({
    text: bubble.textContent,
    elements: [...new Set([...bubble.querySelectorAll('*')].map((element) => element.localName))],
    links: [...bubble.querySelectorAll('[href]')].map((link) => link.getAttribute('href')),
  }))`);
const ran = (page: Page) => page.evaluate('window.ran ?? null');
const strangers = (page: Page, root: string) => page.evaluate(`${root}.querySelectorAll('iframe, object, embed, script, img[src=x], [onerror], [onload], [onmouseover], [srcdoc], a[href^=javascript], a[href^=data]').length`);

describe('the widget on a page without any policy', () => {
  const ROOT = "document.querySelector('jieda-widget').shadowRoot";
  let window: Awaited<ReturnType<typeof open>>;
  let key: ConversationKey;
  beforeAll(async () => {
    window = await open();
    const { page } = window;
    const opened = page.waitForResponse((response) => response.url().endsWith(VISITOR) && response.request().method() === 'POST');
    await page.goto(siteAddress);
    await page.waitForFunction('window.Jieda !== undefined');
    await page.evaluate('window.Jieda.open()');
    key = (await (await opened).json()) as ConversationKey;
    await page.getByRole('log').getByText('机器人').first().waitFor();
  });

  it('shows what customer, agent and bot wrote, and an agent’s name, letter by letter', async () => {
    const { page } = window;
    const own = [...MARKUP, ...HIDDEN.slice(0, 2)];
    for (const text of own) await say(key, text);
    await say(key, '转人工');
    await server.call('POST', `/api/v1/desk/conversations/${key.conversationId}/accept`, { session: agent, body: {} });
    for (const text of [...MARKUP, ...HIDDEN]) await answerAsAgent(key.conversationId, text);
    await answerAsAgent(key.conversationId, '就这些');
    await page.getByRole('log').getByText('就这些').waitFor();

    const shown = await bubbles(page, ROOT);
    const texts = shown.map(({ text }) => text);
    for (const text of own) expect([text, texts.filter((one) => one === text).length]).toEqual([text, 2]);
    for (const { elements, links } of shown) {
      expect(elements.filter((name) => name !== 'a')).toEqual([]);
      for (const link of links) expect(link).toMatch(/^https?:\/\/[^\s"<>]+$/i);
    }
    expect(await page.evaluate(`${ROOT}.querySelector('.log').textContent`)).toContain(NAME);
    expect([await strangers(page, ROOT), await strangers(page, 'document.body'), await ran(page)]).toEqual([0, 1, null]);
    expect(await page.evaluate(`(${LEAKS})(${ROOT})`)).toEqual([]);
    expect(window.complaints).toEqual([]);
  });

  it('hears no messages of other windows, and sends them none', async () => {
    const { page } = window;
    await page.evaluate(`window.told = []; window.onmessage = ({ data }) => window.told.push(data);`);
    const before = await page.evaluate(`${ROOT}.querySelector('.log').textContent`);
    const shapes = ['close', { type: 'close' }, { jieda: 'open' }, { type: 'token', token: 'x' }, { source: 'jieda', method: 'send', text: '你好' }, null, [], 0, { __proto__: { role: 'admin' } }];
    await page.evaluate(`((shapes) => new Promise((resolve) => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      for (const shape of shapes) { window.postMessage(shape, '*'); frame.contentWindow.parent.postMessage(shape, '*'); }
      window.postMessage('last', '*');
      const look = () => (window.told.includes('last') ? resolve() : requestAnimationFrame(look));
      look();
    }))(${JSON.stringify(shapes)})`);
    expect(await page.evaluate('window.heard')).toEqual([]);
    expect(await page.evaluate('window.told.length')).toBe(shapes.length * 2 + 1);
    expect(await page.evaluate(`${ROOT}.querySelector('.log').textContent`)).toBe(before);
  });
});

describe('the desk', () => {
  it('shows an agent what a customer sent, their name and their page, letter by letter, with hidden characters marked', async () => {
    const identity = { id: 'u-1', name: `${NAME}\u202e` };
    const key = await newVisitor(server, { identity: { ...identity, signature: signIdentity(identity, SECRET) }, page: PAGE });
    for (const text of [...MARKUP, ...HIDDEN.slice(0, 2)]) await say(key, text);
    await say(key, '转人工');
    const { page, complaints } = await open();
    await page.context().addCookies([{ name: 'jieda_session', value: agent.split('=')[1] as string, url: server.address }]);
    await page.goto(`${server.address}/desk/#/queued/${key.conversationId}`);
    await server.call('POST', `/api/v1/desk/conversations/${key.conversationId}/accept`, { session: agent, body: {} });
    for (const text of [...MARKUP, ...HIDDEN]) await answerAsAgent(key.conversationId, text);
    await answerAsAgent(key.conversationId, '就这些');
    await page.goto(`${server.address}/desk/#/mine/${key.conversationId}`);
    await page.locator('.bubble').getByText('就这些').waitFor();

    const shown = await bubbles(page, 'document');
    const texts = shown.map(({ text }) => text);
    for (const text of MARKUP) expect([text, texts.filter((one) => one === text).length]).toEqual([text, 2]);
    expect(texts).toContain('订单⌁1000⌁元');
    expect(texts).toContain('退⌁款⌁已⌁到');
    for (const { elements, links } of shown) expect([elements.filter((name) => !['bdi', 'span'].includes(name)), links]).toEqual([[], []]);
    expect(await page.evaluate(`document.body.textContent`)).toContain(NAME);
    expect(await page.evaluate(`document.body.textContent`)).toContain(PAGE);
    expect([await strangers(page, 'document.body'), await ran(page), await page.evaluate('window.heard')]).toEqual([0, null, []]);
    expect(await page.evaluate(`(${LEAKS})(document.body)`)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
