import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { studioServer, type StudioServer } from '../server/studio/support.ts';
import { violations } from '../support/axe.ts';
import { openBrowser, openWindow } from '../support/browser.ts';

const UI_PATH = process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui');

describe('an admin in the studio', () => {
  let server: StudioServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    server = await studioServer({}, UI_PATH);
    browser = await openBrowser();
    ({ page, complaints } = await openWindow(browser));
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** The note has come and gone: while it fades, its contrast is that of no moment anybody reads it in. */
  const saved = async () => {
    const note = page.getByText('已保存', { exact: true });
    await note.waitFor();
    await note.waitFor({ state: 'detached' });
  };
  const document = async (path: string) => JSON.parse(await readFile(join(server.contentPath, path), 'utf8'));

  it('signs in on the desk’s page and comes back to where they wanted to go', async () => {
    await page.goto(`${server.address}/admin/#/intents`);
    await page.locator('input[name=login]').fill('person1');
    await page.locator('input[name=password]').fill('long-enough-1');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: '意图' }).waitFor();
    await page.getByRole('link', { name: '感谢' }).or(page.getByRole('link', { name: '道谢' })).first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('writes an example, is told what the bot makes of it, and saves it', async () => {
    await page.goto(`${server.address}/admin/#/intents/warranty`);
    await page.getByPlaceholder('写一句客户会说的话').fill('我的快递到哪了呢');
    await page.getByText(/机器人会理解成/).first().waitFor();
    await page.getByRole('button', { name: '加入' }).click();
    await page.getByRole('button', { name: '保存' }).click();
    await saved();
    expect((await document('intents/warranty.json')).examples[0]).toEqual({ text: '我的快递到哪了呢', emotion: 'calm' });
    await page.getByText(/机器人会理解成/).first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('pastes many lines and takes those that the report calls new', async () => {
    await page.getByRole('button', { name: '批量粘贴' }).click();
    await page.getByRole('textbox', { name: '批量粘贴例句' }).fill('我的快递到哪了呢\n退货之后还保修吗\n');
    await page.getByRole('button', { name: '检查 2 行' }).click();
    await page.getByText(/里已经有这一句/).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '取消' }).click();
  });

  it('chooses part by part when somebody else has saved meanwhile', async () => {
    await page.goto(`${server.address}/admin/#/intents/thanks`);
    await page.getByLabel('客户想要什么').fill('我的说明');
    const theirs = await document('intents/thanks.json');
    await server.call('PUT', '/api/v1/studio/intents/thanks', { session: server.admin, body: { document: { ...theirs, name: '谢意', description: '对方的说明' } } });
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('两边都改了').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '合并并保存' }).click();
    await saved();
    expect(await document('intents/thanks.json')).toMatchObject({ name: '谢意', description: '我的说明', rev: theirs.rev + 2 });
  });

  it('changes a reply, hears the new words in the preview, and sees who changed what', async () => {
    await page.goto(`${server.address}/admin/#/dialogs/desk`);
    await page.locator('summary', { hasText: /^\s*desk\.opened / }).click();
    const variants = page.getByRole('textbox', { name: /^desk\.opened .*\d+$/ });
    for (let index = 0; index < (await variants.count()); index++) await variants.nth(index).fill(`您好，欢迎来到小店${'一二三四五六七八九'[index % 9]}号柜台。`);
    await page.getByRole('button', { name: '保存' }).click();
    await saved();
    await page.getByRole('button', { name: '开始' }).click();
    await page.getByText(/欢迎来到小店.号柜台/).last().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '历史' }).click();
    await page.getByRole('button', { name: /人员1/ }).click();
    await page.getByText('回复 › desk.opened', { exact: false }).first().waitFor();
  });

  it('changes a figure', async () => {
    await page.goto(`${server.address}/admin/#/figures`);
    await page.reload();
    await page.getByPlaceholder('查找数字').fill('p59_fee');
    const value = page.getByRole('textbox', { name: /数值$/ });
    await value.fill('61');
    await value.press('Tab');
    await page.getByRole('button', { name: '保存' }).click();
    await saved();
    expect((await document('data/figures.json')).p59_fee.value).toBe(61);
    expect(await violations(page)).toEqual([]);
  });

  it('meets no error and no violation of the page’s policy', () => {
    expect(complaints).toEqual([]);
  });
});
