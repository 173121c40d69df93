import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { studioServer, type StudioServer } from '../server/studio/support.ts';
import { violations } from '../support/axe.ts';
import { openBrowser, openWindow, PHONE } from '../support/browser.ts';

const UI_PATH = process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui');
/** Where pictures of the pages go, for people to look at; nowhere by default. */
const PICTURES = process.env['JIEDA_TEST_PICTURES'];
const CSV = '意图,例句,情绪\nwarranty,翻新机能不能延长保修两年,平静\nwarranty,我的身份证号是11010519491231002X,\n奇怪的事,为什么天是蓝色的呀,\nwarranty,我的快递到底到哪里了,不满\nwarranty,我的快递到底到哪里了,不满\n';

describe('an admin who imports and exports', () => {
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

  const signIn = async (on: Page) => {
    const [name, value] = server.admin.split('=') as [string, string];
    await on.context().addCookies([{ name, value, url: server.address }]);
    await on.goto(`${server.address}/admin/#/exchange`);
    await on.getByRole('heading', { name: '导入导出' }).waitFor();
  };
  const choose = async (on: Page, name: string, content: string) => on.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
  const picture = async (on: Page, name: string) => PICTURES && on.screenshot({ path: join(PICTURES, `exchange-${name}.png`), fullPage: true });

  it('sees what can come in and go out', async () => {
    await page.getByRole('heading', { name: '导出', exact: true }).waitFor();
    await picture(page, 'start');
    expect(await violations(page)).toEqual([]);
  });

  it('looks at every line, decides what becomes of an unknown intent, and imports all in one go', async () => {
    await choose(page, 'old.csv', CSV);
    await page.getByText('还没有的意图（1）').waitFor();
    expect(await page.getByRole('button', { name: /^导入 \d+ 句$/ }).isDisabled()).toBe(true);
    await picture(page, 'report');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /^有隐私信息/ }).click();
    await page.getByRole('region', { name: '检查结果' }).getByText('我的身份证号是******************').waitFor();
    await page.getByLabel('“奇怪的事”怎么处理').selectOption('create');
    await page.getByRole('button', { name: '导入 4 句' }).click();
    await page.getByText('导入了 4 句，改动了 2 份内容。').waitFor();
    await picture(page, 'done');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: '奇怪的事' }).click();
    await page.getByText('为什么天是蓝色的呀').first().waitFor();
  });

  it('is told why a file is refused', async () => {
    await page.goto(`${server.address}/admin/#/exchange`);
    await choose(page, 'what.json', '{"hello":1}');
    await page.getByText(/认不出这个文件的格式/).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('puts an old log into the review queue, having said who is a customer', async () => {
    await page.getByText('以前的聊天记录').click();
    await choose(page, 'chats.csv', 'from,message\n张三,东西寄到没有呀\n小美,您好\n');
    await page.getByLabel(/张三/).check();
    await picture(page, 'log');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '把 1 句加入待学习' }).click();
    await page.getByText('新增 1 句，重复 0 句，略过 0 句。').waitFor();
  });

  it('takes the draft along as a file', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^jieda-intents-.*\.json$/);
  });

  it('does so on a phone in the dark', async () => {
    const phone = (await openWindow(browser, PHONE, 'dark')).page;
    await signIn(phone);
    await picture(phone, 'phone-start');
    expect(await violations(phone)).toEqual([]);
    await choose(phone, 'old.csv', CSV.replaceAll('两年', '五年').replace('奇怪的事', '别的事'));
    await phone.getByText('还没有的意图（1）').waitFor();
    await picture(phone, 'phone-report');
    expect(await violations(phone)).toEqual([]);
    expect(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  it('meets no error of the page', () => {
    expect(complaints).toEqual([]);
  });
});
