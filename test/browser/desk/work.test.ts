import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { demoDesk, type DemoDesk } from './demo.ts';

describe('people at the desk', () => {
  let browser: Browser;
  let desk: DemoDesk;
  beforeAll(async () => {
    desk = await demoDesk();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const opens = async (page: Page, path: string) => {
    await page.goto(`${desk.server.address}/desk/#${path}`);
    await page.getByRole('main').first().waitFor();
  };
  /** What a customer reads in their conversation. */
  const read = async ({ conversationId, token }: { conversationId: string; token: string }) =>
    (await desk.server.call('GET', `/api/v1/visitor/conversations/${conversationId}/messages`, { token })).body.messages.map(({ text }: { text: string }) => text) as string[];
  const served = async () => {
    const visitor = await desk.visit('转人工');
    await desk.call(desk.sessions.agent, 'POST', `/conversations/${visitor.conversationId}/accept`, {});
    return visitor;
  };

  it('a phrase that nobody writes to a customer is marked, replaced with Tab, sent in its better wording, and counted', async () => {
    const visitor = await served();
    const { page, complaints } = await desk.open(browser, desk.sessions.agent);
    await opens(page, `/mine/${visitor.conversationId}`);
    const field = page.getByLabel('回复客户');
    await field.pressSequentially('我做不到');
    await page.getByText('Tab', { exact: true }).waitFor();
    await field.press('Tab');
    await page.getByText('Tab', { exact: true }).waitFor({ state: 'detached' });
    const better = await field.inputValue();
    expect(better).toMatch(/我能为您做的/);
    await field.press('Enter');
    await page.getByRole('log').getByText(better).waitFor();
    expect((await read(visitor)).at(-1)).toBe(better);
    expect((await read(visitor)).join()).not.toContain('我做不到');
    const { agents } = await desk.call(desk.sessions.supervisor, 'GET', '/forbidden/statistics?from=2026-11-24&to=2026-11-24');
    expect(agents[0].counts).toContainEqual({ kind: expect.any(String), outcome: 'replaced', count: 1 });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('the worst is not sent, whatever key is pressed; what needs a reason goes with one', async () => {
    const visitor = await served();
    const { page } = await desk.open(browser, desk.sessions.agent);
    await opens(page, `/mine/${visitor.conversationId}`);
    const field = page.getByLabel('回复客户');
    await field.fill('你到底想怎么样');
    await page.getByRole('button', { name: '发送' }).and(page.locator(':disabled')).waitFor();
    await field.press('Enter');
    await field.fill('这是规定');
    await page.getByText('规定搪塞').waitFor();
    await field.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('客户要看原文');
    await dialog.getByRole('button', { name: '发送' }).click();
    await page.getByRole('log').getByText('这是规定').waitFor();
    const lines = await read(visitor);
    expect([lines.includes('这是规定'), lines.join().includes('想怎么样')]).toEqual([true, false]);
    await page.context().close();
  });

  it('an old conversation is found by a word in it, from any list, and opened; and by Ctrl-K', async () => {
    const { page, complaints } = await desk.open(browser, desk.sessions.agent);
    await opens(page, '/mine');
    await page.keyboard.press('/');
    await page.getByLabel('搜索全部会话').pressSequentially('包裹今天送到');
    const found = page.getByRole('link').filter({ hasText: '包裹今天送到' });
    await found.locator('mark').first().waitFor();
    await found.click();
    await page.getByRole('log').getByText('您好，包裹今天送到。').waitFor();
    expect(page.url()).toContain(desk.closed);
    await page.getByText('会话已结束').first().waitFor();

    await opens(page, '/queued');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('包裹今天送到');
    await page.getByRole('option').filter({ hasText: '包裹今天送到' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('您好，包裹今天送到。').waitFor();
    expect(page.url()).toContain(desk.closed);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('everything goes by keyboard: move, reply, note, pass on, close', async () => {
    const visitors = [await served(), await served()];
    const { page } = await desk.open(browser, desk.sessions.agent);
    await opens(page, '/mine');
    await page.getByRole('link', { name: /访客/ }).first().waitFor();
    await page.keyboard.press('j');
    await page.getByLabel('回复客户').waitFor();
    const first = page.url();
    await page.keyboard.press('j');
    await page.waitForURL((url) => url.href !== first);
    await page.keyboard.press('k');
    await page.waitForURL(first);
    const visitor = visitors.find(({ conversationId }) => first.includes(conversationId)) ?? (visitors[0] as (typeof visitors)[number]);
    await opens(page, `/mine/${visitor.conversationId}`);
    await page.getByLabel('回复客户').waitFor();
    await page.getByRole('heading', { level: 2 }).first().click();
    await page.keyboard.press('n');
    await page.keyboard.type('键盘写的备注');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('键盘写的备注').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    await page.getByRole('dialog').getByText(/转给谁/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('r');
    await page.keyboard.type('键盘写的回复');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('键盘写的回复').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await page.getByRole('dialog').getByRole('button', { name: '结束会话' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('会话已结束').first().waitFor();
    const lines = await read(visitor);
    expect([lines.includes('键盘写的回复'), lines.join().includes('备注')]).toEqual([true, false]);
    await page.context().close();
  });

  it('a draft is refused when a colleague has answered meanwhile, until its writer has seen that', async () => {
    const visitor = await served();
    const agent = await desk.open(browser, desk.sessions.agent);
    await opens(agent.page, `/mine/${visitor.conversationId}`);
    const field = agent.page.getByLabel('回复客户');
    await field.fill('我这就查');
    const { persons } = await desk.call(desk.sessions.admin, 'GET', '/persons');
    const boss = await desk.open(browser, desk.sessions.supervisor);
    await opens(boss.page, '/mine');
    await desk.call(desk.sessions.agent, 'POST', `/conversations/${visitor.conversationId}/colleagues`, { personId: persons.find(({ role }: { role: string }) => role === 'supervisor').id });
    await desk.call(desk.sessions.supervisor, 'POST', `/conversations/${visitor.conversationId}/messages`, { clientId: 'before', text: '您好，我先答了。' });
    await agent.page.getByRole('log').getByText('您好，我先答了。').waitFor();
    await field.press('Enter');
    await agent.page.getByText(/同事刚刚回复了客户，请看过再发/).waitFor();
    expect((await read(visitor)).join()).not.toContain('我这就查');
    await agent.page.getByRole('button', { name: '重新发送' }).click();
    await boss.page.goto(`${desk.server.address}/desk/#/mine/${visitor.conversationId}`);
    await boss.page.getByRole('log').getByText('我这就查').waitFor();
    expect((await read(visitor)).at(-1)).toBe('我这就查');
    for (const { page } of [agent, boss]) await page.context().close();
  });

  it('waiting times are the server’s, however wrong the clock of the computer is', async () => {
    const { page } = await desk.open(browser, desk.sessions.agent);
    await page.clock.setSystemTime(desk.server.clock.now + 3 * 3_600_000);
    await opens(page, `/queued/${desk.queued}`);
    await page.getByText(/^已等 \d+ 秒$/).first().waitFor();
    expect(await page.getByText(/已等 \d+ 小时/).count()).toBe(0);
    await page.context().close();
  });

  it('a supervisor picks an ended conversation, scores it, and takes the report along as a workbook', async () => {
    const { page, complaints } = await desk.open(browser, desk.sessions.supervisor);
    await opens(page, `/closed/${desk.closed}`);
    await page.getByRole('button', { name: '质检评分' }).click();
    await page.getByRole('button', { name: '保存评分' }).waitFor();
    expect(await page.getByRole('button', { name: '保存评分' }).isDisabled()).toBe(true);
    for (const criterion of await page.locator('fieldset').all()) await criterion.getByText('做到', { exact: true }).click();
    await page.getByLabel('评语').fill('安抚及时，结论清楚。');
    await page.getByRole('button', { name: '保存评分' }).click();
    await page.getByText('已保存').first().waitFor();
    const { review } = await desk.call(desk.sessions.supervisor, 'GET', `/reviews/${desk.closed}`);
    expect(review).toMatchObject({ state: 'scored', comment: '安抚及时，结论清楚。' });

    await opens(page, '/reports');
    const chart = page.locator('figure [role=img]').first();
    await chart.locator('canvas').waitFor();
    let week = await chart.screenshot();
    for (let drawn = await chart.screenshot(); !drawn.equals(week); drawn = await chart.screenshot()) week = drawn;
    await page.getByRole('button', { name: '近 30 天' }).click();
    // Other days are another picture.
    let month = await chart.screenshot();
    for (let looks = 0; looks < 50 && month.equals(week); looks += 1) month = await chart.screenshot();
    expect(month.equals(week)).toBe(false);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出 Excel' }).click()]);
    const bytes = await readFile(await download.path());
    expect([download.suggestedFilename(), bytes.subarray(0, 2).toString('latin1')]).toEqual([expect.stringMatching(/\.xlsx$/), 'PK']);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('an account that is disabled in one browser is out of the desk in another within a second, and stays out', async () => {
    const { path } = await desk.call(desk.sessions.admin, 'POST', '/invitations', { role: 'agent' });
    const joined = await desk.server.call('POST', '/api/v1/desk/persons', { body: { token: path.split('/').at(-1), login: 'leaver', name: '小高', workerNumber: '8801', password: 'long-enough-1' } });
    const session = /jieda_session=[^;]+/.exec(joined.headers.get('set-cookie') ?? '')?.[0] as string;
    const [theirs, admin] = [await desk.open(browser, session), await desk.open(browser, desk.sessions.admin)];
    await opens(theirs.page, `/queued/${desk.queued}`);
    await theirs.page.getByRole('log').waitFor();
    await opens(admin.page, '/people');
    await admin.page.getByRole('button', { name: '管理小高' }).click();
    await admin.page.getByRole('button', { name: '停用账号' }).click();
    const disabled = admin.page.waitForResponse((response) => response.url().endsWith('/disable'));
    const out = theirs.page.getByRole('heading', { name: '登录客服台' }).waitFor();
    await admin.page.getByRole('button', { name: '确认停用账号' }).click();
    await disabled;
    const from_ms = performance.now();
    await out;
    expect(performance.now() - from_ms).toBeLessThan(1_000);
    await theirs.page.getByText('登录已失效，请重新登录。').waitFor();
    await theirs.page.locator('input[name=login]').fill('leaver');
    await theirs.page.locator('input[name=password]').fill('long-enough-1');
    await theirs.page.getByRole('button', { name: '登录' }).click();
    await theirs.page.getByRole('alert').waitFor();
    await theirs.page.goto(`${desk.server.address}/desk/#/queued/${desk.queued}`);
    await theirs.page.getByRole('heading', { name: '登录客服台' }).waitFor();
    for (const { page } of [theirs, admin]) await page.context().close();
  });
});
