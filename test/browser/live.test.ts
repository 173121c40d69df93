import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DESKTOP, openBrowser, openWindow, PHONE } from '../support/browser.ts';
import { freePort, startProcess, trainedFolder, type ServerProcess } from '../support/process.ts';
import { Chat, joinDesk } from './support.ts';

/** A Tuesday, 10:20 in Shanghai: the desk is open. */
const environment = { JIEDA_CLOCK: '2026-11-24T02:20:00Z' };

describe('a desk that stays live', () => {
  let browser: Browser;
  let folder: { path: string; remove(): void };
  let port: number;
  let server: ServerProcess;
  let boss: Page;
  let lin: Page;
  let chat: Chat;
  let id: string;

  const window = async (screen = DESKTOP) => {
    const { page } = await openWindow(browser, screen);
    page.setDefaultTimeout(30_000);
    return page;
  };
  const callFrom = (page: Page, method: string, path: string, body?: object): Promise<Record<string, unknown>> =>
    page.evaluate(
      async ([verb, address, sent]) => {
        const response = await fetch(`/api/v1/desk${address}`, { method: verb, ...(sent && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) }) });
        return (await response.json()) as Record<string, unknown>;
      },
      [method, path, body] as const,
    );
  const writes = async (page: Page, text: string) => {
    await page.getByLabel('回复客户').fill(text);
    await page.getByLabel('回复客户').press('Enter');
  };
  const log = (page: Page) => page.getByRole('log');
  const times = (page: Page, text: string) => log(page).getByText(text, { exact: true }).count();

  beforeAll(async () => {
    folder = await trainedFolder();
    port = await freePort();
    server = await startProcess({ dataPath: folder.path, port, environment });
    browser = await openBrowser();
    boss = await window();
    await joinDesk(boss, server.address, server.adminLink as string, { name: '陈主管', workerNumber: '1', login: 'chen' });
    await callFrom(boss, 'POST', '/presence', { status: 'busy' });
    const { path } = await callFrom(boss, 'POST', '/invitations', { role: 'agent' });
    lin = await window();
    await joinDesk(lin, server.address, path as string, { name: '小林', workerNumber: '1001', login: 'lin' });
    chat = new Chat(await window(PHONE));
    await chat.open(server.address);
    await chat.say('转人工');
    await lin.getByRole('alertdialog', { name: '新客户' }).getByRole('button', { name: '接待' }).click();
    await lin.getByLabel('回复客户').waitFor();
    id = lin.url().split('/').at(-1)?.split('?')[0] as string;
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.kill();
    folder?.remove();
  });

  it('shows what the customer is writing, masked, until it is emptied, and tells the customer so; and them that the agent writes', async () => {
    await chat.sees('客服能看到您正在输入的内容');
    const box = chat.page.getByRole('textbox');
    await box.pressSequentially('我的手机是13800138000，想退', { delay: 20 });
    await log(lin).getByText('我的手机是***********，想退').waitFor();
    expect(await log(lin).getByText('13800138000').count()).toBe(0);
    await box.fill('');
    await log(lin).getByText('想退').waitFor({ state: 'detached' });

    await lin.getByLabel('回复客户').pressSequentially('您好');
    await chat.log.getByText('小林正在输入').waitFor({ state: 'attached' });
    await lin.getByLabel('回复客户').fill('');
  });

  it('shows everything once after the server was gone in the middle of a conversation', async () => {
    await server.kill();
    await chat.say('断开时客户说的');
    await writes(lin, '断开时客服说的');
    server = await startProcess({ dataPath: folder.path, port, environment });
    await log(lin).getByText('断开时客户说的', { exact: true }).waitFor();
    await chat.sees('断开时客服说的');
    await writes(lin, '恢复以后说的');
    await chat.sees('恢复以后说的');
    for (const text of ['断开时客户说的', '断开时客服说的', '恢复以后说的']) expect([text, await chat.count(text), await times(lin, text)]).toEqual([text, 1, 1]);
    await lin.getByRole('region', { name: /会话中/ }).getByText('恢复以后说的').waitFor();
  });

  it('sends nothing that was written without a colleague’s answer in sight', async () => {
    const { person } = await callFrom(boss, 'GET', '/session');
    await callFrom(lin, 'POST', `/conversations/${id}/colleagues`, { personId: (person as { id: string }).id });
    await boss.goto(`${server.address}/desk/#/mine/${id}`);
    await boss.getByLabel('回复客户').waitFor();
    await lin.context().setOffline(true);
    await writes(boss, '我先回复您');
    await chat.sees('我先回复您');
    await writes(lin, '没看到同事的话');
    await lin.context().setOffline(false);
    await lin.getByText(/同事刚刚回复了客户/).first().waitFor();
    await log(lin).getByText('我先回复您', { exact: true }).waitFor();
    expect([await chat.count('没看到同事的话'), await times(lin, '我先回复您')]).toEqual([0, 1]);
  });
});
