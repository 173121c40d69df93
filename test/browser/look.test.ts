import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { violations } from '../support/axe.ts';
import { studioServer, type StudioServer } from '../server/studio/support.ts';
import { DESKTOP, openBrowser, openWindow, PHONE } from '../support/browser.ts';
import { png } from '../support/pictures.ts';

const UI_PATH = process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui');
const PICTURES = process.env['JIEDA_TEST_PICTURES'];
const BROWN = 'rgb(194, 65, 12)';

describe('the look of the widget', () => {
  let server: StudioServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let preview: FrameLocator;
  /** A shop on another address, whose pages embed the widget with these attributes. */
  let shop: HttpServer;
  let shopAddress: string;
  let attributes = '';

  beforeAll(async () => {
    shop = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('content-security-policy', `default-src 'none'; script-src ${server.address}; connect-src ${server.address} ${server.address.replace('http', 'ws')}; img-src ${server.address}`);
      response.end(`<!doctype html><html lang="zh"><title>shop</title><body><h1>店铺</h1><script src="${server.address}/widget.js" ${attributes} async></script></body></html>`);
    });
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    shopAddress = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
    server = await studioServer({ origins: [shopAddress] }, UI_PATH);
    browser = await openBrowser();
    ({ page, complaints } = await openWindow(browser));
    await signIn(page);
    await page.goto(`${server.address}/admin/#/settings/look`);
    preview = page.frameLocator('iframe');
    await preview.getByRole('dialog').waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
    await new Promise((resolve) => shop.close(resolve));
  });

  async function signIn(at: Page): Promise<void> {
    const [name, value] = server.admin.split('=') as [string, string];
    await at.context().addCookies([{ name, value, url: server.address }]);
  }

  /** What axe holds against a page and the preview within it, and whether it is wider than its window. */
  async function faults(at: Page): Promise<unknown[]> {
    const found: unknown[] = await violations(at);
    // What a page of its own should have besides, such as one heading above all, the page around it has.
    for (const frame of at.frames().slice(1)) found.push(...(await violations(frame, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])));
    const wide = await at.evaluate('document.documentElement.scrollWidth > innerWidth');
    return wide === true ? [...found, 'wider than the window'] : found;
  }

  /** What a property comes to on an element. */
  const styleOf = (locator: Locator, property: string): Promise<string> =>
    locator.evaluate((element: unknown, name) => (globalThis as unknown as { getComputedStyle(of: unknown): { getPropertyValue(name: string): string } }).getComputedStyle(element).getPropertyValue(name), property);
  const background = (locator: Locator): Promise<string> => styleOf(locator, 'background-color');
  const still = (locator: Locator): Promise<unknown> => locator.evaluate((element: unknown) => Promise.all((element as { getAnimations(): { finished: Promise<unknown> }[] }).getAnimations().map(({ finished }) => finished)));

  async function visit(): Promise<Page> {
    const opened = await openWindow(browser);
    await opened.page.goto(shopAddress);
    return opened.page;
  }

  async function save(): Promise<void> {
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存', { exact: true }).waitFor();
    for (const note of (await page.locator('.el-message').all()).reverse()) await note.waitFor({ state: 'detached' });
  }

  it('shows colour and title in the preview as they are typed, and nothing of it before it is saved', async () => {
    await page.getByLabel('浅色时的品牌色的色值').fill('#c2410c');
    await page.getByLabel('窗口标题：中文').fill('小鹿客服');
    await preview.getByRole('heading', { name: '小鹿客服' }).waitFor();
    expect(await background(preview.locator('.own .bubble').first())).toBe(BROWN);
    expect((await server.call('GET', '/api/v1/visitor/look')).body.look.title.zh).toBeNull();
    // It is a picture of a conversation: none was begun.
    expect((await server.runtime.storage.read.selectFrom('conversation').select('id').execute()).length).toBe(0);
    const shown = await visit();
    await shown.getByRole('button', { name: '打开客服聊天' }).waitFor();
    expect(await background(shown.locator('.launcher'))).toBe('rgb(46, 107, 255)');
    await shown.context().close();
  });

  it('refuses a colour that cannot be seen, and offers the nearest one that can', async () => {
    await page.getByLabel('浅色时的品牌色的色值').fill('#ffd400');
    await page.getByRole('alert').getByText('看不清，不能保存').waitFor();
    const button = page.getByRole('button', { name: '保存', exact: true });
    expect(await button.isDisabled()).toBe(true);
    if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/look-refused.png` });
    await page.getByLabel('浅色时的品牌色的色值').fill('#e5484d');
    await page.getByText('看着会有些吃力').waitFor();
    expect(await button.isDisabled()).toBe(false);
    await page.getByRole('button', { name: /改用相近的/ }).click();
    await page.getByText('看得清。').waitFor();
    await page.getByLabel('浅色时的品牌色的色值').fill('#c2410c');
  });

  it('takes a picture, greets and writes on the button, and each field goes back to its default', async () => {
    await page.getByLabel('上传图片').setInputFiles({ name: '../../x.png', mimeType: 'image/png', buffer: png(600, 400) });
    await page.getByAltText('现在的头像').waitFor();
    await preview.locator('.header .avatar img').waitFor();
    await page.getByLabel('按钮文字：中文').fill('联系客服');
    await preview.getByRole('button', { name: '联系客服' }).waitFor();
    await page.getByLabel('问候语：中文').fill('新人立减 20 元');
    await preview.getByText('新人立减 20 元').waitFor();
    await page.getByText('左下角').click();
    expect((await preview.locator('.launcher').boundingBox())!.x).toBeLessThan((await page.locator('iframe').boundingBox())!.x + 100);
    if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/look-closed.png` });
    await page.getByRole('button', { name: '位置恢复默认' }).click();
    await page.getByRole('button', { name: '问候语恢复默认' }).click();
    await preview.getByText('您好，有问题可以问我').waitFor();
  });

  it('is on a fresh page of a listed site once it is saved, and there at once the next time', async () => {
    await save();
    const shown = await visit();
    await shown.getByRole('button', { name: '联系客服' }).click();
    await shown.getByRole('heading', { name: '小鹿客服' }).waitFor();
    await shown.getByRole('log').getByText('小鹿客服').first().waitFor();
    expect(await background(shown.locator('.send'))).not.toBe('rgb(46, 107, 255)');
    const avatar = shown.locator('.header .avatar img');
    await avatar.waitFor();
    expect(await avatar.evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth)).toBe(256);
    if (PICTURES !== undefined) await shown.screenshot({ path: `${PICTURES}/look-shop.png` });
    // The server is away: what is remembered holds.
    await shown.route('**/api/v1/visitor/look', (route) => route.abort());
    await shown.reload();
    await shown.getByRole('button', { name: '联系客服' }).waitFor({ timeout: 2_000 });
    expect(await background(shown.locator('.launcher'))).toBe(BROWN);
    await shown.context().close();
  });

  it('without an answer, a new customer gets the launcher as it is by itself', async () => {
    const { page: fresh } = await openWindow(browser);
    await fresh.route('**/api/v1/visitor/look', () => undefined);
    await fresh.goto(shopAddress);
    await fresh.getByRole('button', { name: '打开客服聊天' }).waitFor({ timeout: 3_000 });
    await fresh.context().close();
  });

  it('changes on a page that stays open, when it is looked at again', async () => {
    const shown = await visit();
    await shown.getByRole('button', { name: '联系客服' }).waitFor();
    await page.getByLabel('按钮文字：中文').fill('问问小鹿');
    await save();
    // As if a minute had gone by: what the browser keeps is no longer fresh.
    await shown.route('**/api/v1/visitor/look', (route) => route.continue({ headers: { ...route.request().headers(), 'cache-control': 'no-cache' } }));
    await shown.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await shown.getByRole('button', { name: '问问小鹿' }).waitFor();
    await shown.context().close();
  });

  it('gives way to what the site says in its line', async () => {
    attributes = `data-title="山茶店" data-launcher="" data-side="left" data-theme="dark" data-tokens='{"brand":"#0f766e"}'`;
    const shown = await visit();
    await shown.getByRole('button', { name: '打开客服聊天' }).click();
    await shown.getByRole('heading', { name: '山茶店' }).waitFor();
    expect((await shown.locator('.panel').boundingBox())!.x).toBeLessThan(100);
    expect(await styleOf(shown.locator('jieda-widget'), '--jd-brand')).toBe('#0f766e');
    expect(await shown.locator('jieda-widget').getAttribute('data-theme')).toBe('dark');
    await shown.context().close();
    attributes = '';
  });

  it('the second of two editors is told, and chooses', async () => {
    const { rev, value } = (await server.call('GET', '/api/v1/desk/settings', { session: server.admin })).body.settings.find(({ name }: { name: string }) => name === 'widget.look');
    const change = async (title: string) => server.call('PUT', '/api/v1/desk/settings/widget.look', { session: server.admin, body: { rev, value: { ...value, title: { zh: title, en: null } } } });
    expect((await change('另一位的标题')).status).toBe(200);
    await page.getByLabel('窗口标题：中文').fill('我的标题');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('别人刚刚保存了新的外观').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '看新的，放弃我的' }).click();
    expect(await page.getByLabel('窗口标题：中文').inputValue()).toBe('另一位的标题');
    expect(complaints).toEqual([]);
  });

  it('the preview listens to nobody but the page around it, and no other page may frame it', async () => {
    const { page: stranger } = await openWindow(browser);
    await stranger.route(`${shopAddress}/`, (route) => route.fulfill({ contentType: 'text/html', body: `<iframe src="${server.address}/preview/"></iframe>` }));
    await stranger.goto(shopAddress);
    await stranger.waitForLoadState('networkidle');
    expect(await stranger.frames()[1]?.locator('jieda-widget').count().catch(() => 0)).toBe(0);
    await stranger.context().close();
    await preview.locator(':root').evaluate(`window.postMessage({ kind: 'jieda.preview.show', look: { title: { zh: '骗子' } }, scheme: 'light', language: 'zh', open: true, turn: 99 }, '*')`);
    await preview.locator(':root').evaluate('new Promise((resolve) => setTimeout(resolve))');
    expect(await preview.getByText('骗子').count()).toBe(0);
  });

  it.each([['light', DESKTOP], ['dark', DESKTOP], ['light', PHONE], ['dark', PHONE]] as const)('breaks no rule in %s at %o, open and closed, in both languages', async (scheme, screen) => {
    const opened = await openWindow(browser, screen, scheme);
    await signIn(opened.page);
    await opened.page.goto(`${server.address}/admin/#/settings/look`);
    const framed = opened.page.frameLocator('iframe');
    await framed.getByRole('dialog').waitFor();
    const switches = opened.page.locator('.switches');
    await switches.getByText(scheme === 'dark' ? '深色' : '浅色').click();
    await opened.page.waitForLoadState('networkidle');
    if (PICTURES !== undefined) await opened.page.screenshot({ path: `${PICTURES}/look-${scheme}-${screen.width}.png` });
    expect(await faults(opened.page)).toEqual([]);
    await switches.getByText('收起').click();
    await framed.locator('.greeting').waitFor();
    if (PICTURES !== undefined) await opened.page.screenshot({ path: `${PICTURES}/look-greets-${scheme}-${screen.width}.png` });
    expect(await faults(opened.page)).toEqual([]);
    await opened.page.evaluate(`localStorage.setItem('jieda.desk.settings', '{"language":"en","theme":"auto"}')`);
    await opened.page.reload();
    await framed.getByRole('dialog').waitFor();
    await switches.getByText('Phone').click();
    await framed.getByRole('dialog').getByText('运输中').waitFor();
    await still(framed.locator('.panel'));
    if (PICTURES !== undefined) await opened.page.screenshot({ path: `${PICTURES}/look-en-${scheme}-${screen.width}.png`, fullPage: true });
    expect(await faults(opened.page)).toEqual([]);
    expect(opened.complaints).toEqual([]);
    await opened.page.context().close();
  }, 60_000);
});
