import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { studioServer, type StudioServer } from '../server/studio/support.ts';
import { violations } from '../support/axe.ts';
import { DESKTOP, openBrowser, openWindow, PHONE } from '../support/browser.ts';

const UI_PATH = process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui');
const PAGES = ['settings', 'settings/integrations', 'settings/data'] as const;

describe('the settings in the studio', () => {
  let server: StudioServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    server = await studioServer({}, UI_PATH);
    browser = await openBrowser();
    ({ page, complaints } = await openWindow(browser));
    await signIn(page);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function signIn(at: Page): Promise<void> {
    const [name, value] = server.admin.split('=') as [string, string];
    await at.context().addCookies([{ name, value, url: server.address }]);
  }

  /** Rules of axe that a page breaks, and whether it is wider than its window. */
  async function faults(at: Page): Promise<unknown[]> {
    const wide = await at.evaluate('document.documentElement.scrollWidth > innerWidth');
    return [...(await violations(at)), ...(wide === true ? ['wider than the window'] : [])];
  }

  /** Notes have come and gone: while one fades, its contrast is that of no moment anybody reads it in. */
  async function notesGone(): Promise<void> {
    for (const note of (await page.locator('.el-message').all()).reverse()) await note.waitFor({ state: 'detached' });
  }

  it('make a key that works at once, and revoke it', async () => {
    await page.goto(`${server.address}/admin/#/settings/integrations`);
    await page.getByRole('button', { name: '生成密钥' }).click();
    await page.getByLabel('名称').fill('数据仓库');
    await page.getByLabel(/理解一句话/).check();
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: '生成', exact: true }).click();
    const secret = (await page.locator('code.secret').textContent()) as string;
    const ask = async () => (await server.call('POST', '/api/v1/understand', { token: secret, body: { text: '快递到哪了' } })).status;
    expect([secret.slice(0, 3), await ask()]).toEqual(['jk_', 200]);
    await page.getByRole('button', { name: '我已保存' }).click();
    expect(await page.content()).not.toContain(secret);
    await page.getByRole('button', { name: '停用 数据仓库' }).click();
    await page.getByRole('button', { name: '停用', exact: true }).click();
    await page.getByText('已停用', { exact: true }).waitFor();
    expect(await ask()).toBe(401);
  });

  it('add an address for events, say why a test did not arrive, and show it in the log', async () => {
    await page.getByRole('button', { name: '添加地址' }).click();
    await page.getByLabel('名称').fill('工单系统');
    await page.getByLabel('地址').fill('https://localhost:9/hook');
    await page.getByLabel(/会话结束/).check();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.locator('code.secret').waitFor();
    await page.getByRole('button', { name: '我已保存' }).click();
    await page.getByRole('button', { name: '发送测试' }).click();
    await page.getByText('没有成功：地址不允许').waitFor();
    await page.getByRole('button', { name: '推送记录' }).click();
    await page.getByRole('cell', { name: '地址不允许' }).waitFor();
    await notesGone();
    expect(await faults(page)).toEqual([]);
  });

  it('say how much is past its time before it is deleted, and erase a customer only when their id is typed', async () => {
    const { conversationId, token } = (await server.call('POST', '/api/v1/visitor/conversations', { body: {} })).body as { conversationId: string; token: string };
    await server.call('POST', `/api/v1/visitor/conversations/${conversationId}/messages`, { token, body: { clientId: 'a', text: '转人工' } });
    const agent = await server.signIn('agent');
    for (const verb of ['accept', 'close']) await server.call('POST', `/api/v1/desk/conversations/${conversationId}/${verb}`, { session: agent, body: {} });
    server.clock.now += 2 * 3_600_000;

    await page.goto(`${server.address}/admin/#/settings/data`);
    await page.getByLabel(/^会话/).first().fill('30');
    await page.getByRole('button', { name: '看看会清理多少' }).click();
    await page.getByText('现在没有到期的数据。').waitFor();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存', { exact: true }).waitFor();

    await page.getByLabel('按什么查找').selectOption('conversation');
    await page.getByLabel('内容', { exact: true }).fill(conversationId);
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByRole('button', { name: '抹除…' }).click();
    const erase = page.getByRole('button', { name: '永久抹除' });
    expect(await erase.isDisabled()).toBe(true);
    await page.getByLabel(/请输入/).fill(conversationId);
    await notesGone();
    expect(await faults(page)).toEqual([]);
    await erase.click();
    await page.getByText('已抹除 1 个会话').waitFor();
    expect((await server.call('GET', `/api/v1/desk/conversations/${conversationId}`, { session: agent })).body.messages).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each([['light', DESKTOP], ['dark', DESKTOP], ['light', PHONE], ['dark', PHONE]] as const)('break no rule in %s at %o', async (scheme, screen) => {
    const opened = await openWindow(browser, screen, scheme);
    await signIn(opened.page);
    for (const path of PAGES) {
      await opened.page.goto(`${server.address}/admin/#/${path}`);
      await opened.page.locator(path === 'settings' ? '.entries' : '.section').first().waitFor();
      await opened.page.waitForLoadState('networkidle');
      if (process.env['JIEDA_TEST_PICTURES'] !== undefined) await opened.page.screenshot({ path: `${process.env['JIEDA_TEST_PICTURES']}/${path.replace('/', '-')}-${scheme}-${screen.width}.png` });
      expect([path, await faults(opened.page)]).toEqual([path, []]);
    }
    expect(opened.complaints).toEqual([]);
    await opened.page.context().close();
  });
});
