import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DESKTOP, openBrowser, openWindow, PHONE } from '../support/browser.ts';
import { freePort, startProcess, trainedFolder, type ServerProcess } from '../support/process.ts';
import { Chat, joinDesk } from './support.ts';

/** A Tuesday, 10:20 in Shanghai: the desk is open. */
const environment = { JIEDA_CLOCK: '2026-11-24T02:20:00Z' };

describe('customers and several agents', () => {
  let browser: Browser;
  let folder: { path: string; remove(): void };
  let server: ServerProcess;
  let boss: Page;
  let lin: Page;
  let wang: Page;
  const complaints: string[][] = [];

  const window = async (screen = DESKTOP) => {
    const opened = await openWindow(browser, screen);
    complaints.push(opened.complaints);
    opened.page.setDefaultTimeout(20_000);
    return opened.page;
  };
  const invite = (role: string): Promise<string> =>
    boss.evaluate(async (wanted) => {
      const response = await fetch('/api/v1/desk/invitations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ role: wanted }) });
      return ((await response.json()) as { path: string }).path;
    }, role);
  const sets = async (page: Page, status: '在线' | '忙碌') => {
    // On a phone the menu is only beside the lists.
    await page.goto(`${server.address}/desk/#/mine`);
    await page.getByRole('button', { name: /的菜单/ }).click();
    await page.getByRole('menuitem', { name: status }).click();
    await page.getByRole('button', { name: new RegExp(`的菜单，${status}`) }).waitFor();
  };
  const card = (page: Page) => page.getByRole('alertdialog', { name: '新客户' });
  const replies = async (page: Page, text: string) => {
    await page.getByLabel('回复客户').fill(text);
    await page.getByLabel('回复客户').press('Enter');
  };
  const customer = async (words: string) => {
    const chat = new Chat(await window(PHONE));
    await chat.open(server.address);
    await chat.say(words);
    return chat;
  };
  const idOf = (page: Page) => page.url().split('/').at(-1)?.split('?')[0] as string;

  beforeAll(async () => {
    folder = await trainedFolder();
    server = await startProcess({ dataPath: folder.path, port: await freePort(), environment });
    browser = await openBrowser();
    boss = await window();
    await joinDesk(boss, server.address, server.adminLink as string, { name: '陈主管', workerNumber: '1', login: 'chen' });
    await sets(boss, '忙碌');
    lin = await window();
    await joinDesk(lin, server.address, await invite('agent'), { name: '小林', workerNumber: '1001', login: 'lin' });
    wang = await window(PHONE);
    await joinDesk(wang, server.address, await invite('agent'), { name: '小王', workerNumber: '1002', login: 'wang' });
    await sets(wang, '忙碌');
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.kill();
    folder?.remove();
  });

  it('an offer is accepted and answered, passed on with a note, whispered to, given back to the bot, taken over, closed, and rated', async () => {
    const chat = await customer('你们这帮骗子！！快递到底在哪！！');
    await card(lin).waitFor();
    await card(lin).getByRole('button', { name: '接待' }).click();
    await chat.sees(/小林.*1001/);
    await replies(lin, '您好，我是小林，正在为您看。');
    await chat.sees('您好，我是小林，正在为您看。');
    const id = idOf(lin);

    // A supervisor finds what colleagues serve beside their own.
    await boss.goto(`${server.address}/desk/#/mine`);
    await boss.getByRole('link', { name: /^全部/ }).click();
    await boss.getByRole('link').filter({ hasText: '小林' }).click();
    await boss.waitForURL((url) => url.hash.includes(id));
    await boss.getByLabel('悄悄话').fill('先道歉，再查物流');
    await boss.getByLabel('悄悄话').press('Enter');
    await lin.getByText('先道歉，再查物流').last().waitFor();

    await lin.getByRole('button', { name: '转接' }).click();
    await lin.getByRole('dialog').locator('label', { hasText: '小王' }).click();
    await lin.getByLabel(/转接说明/).fill('物流停在杭州，请催一下');
    await lin.getByRole('dialog').getByRole('button', { name: '转接' }).click();
    await card(wang).getByText('物流停在杭州，请催一下').waitFor();
    await card(wang).getByRole('button', { name: '接待' }).click();
    await chat.sees(/小王.*1002/);
    await replies(wang, '我接着为您处理。');
    await chat.sees('我接着为您处理。');

    await wang.getByRole('button', { name: '交还机器人' }).first().click();
    await wang.getByRole('dialog').getByRole('button', { name: '交还机器人' }).click();
    await chat.sees(/解答机器人继续为您服务/);
    await chat.say('怎么退货');
    await chat.sees(/质量/);

    await boss.getByRole('button', { name: '接手' }).click();
    await boss.getByRole('dialog').getByRole('button', { name: '接手' }).click();
    await chat.sees(/陈主管.*已接入/);
    await boss.getByRole('button', { name: '结束会话' }).first().click();
    await boss.getByRole('dialog').getByRole('button', { name: '结束会话' }).click();
    await chat.sees(/本次会话已结束/);

    await chat.page.getByRole('radio', { name: '满意', exact: true }).check();
    await chat.page.getByRole('button', { name: '态度好' }).click();
    await chat.page.getByRole('button', { name: '提交' }).click();
    await chat.sees(/谢谢您的评价/);
    // It stands where the desk looks for it: beside the next conversation of this customer, and in the report.
    await chat.page.reload();
    await chat.page.getByRole('button', { name: '打开客服聊天' }).first().waitFor();
    await chat.page.evaluate('window.Jieda.open()');
    await chat.sees(/谢谢您的评价/);
    await boss.getByText(/评价\s*4\s*分/).first().waitFor();
    expect([await chat.count('先道歉，再查物流'), await chat.count('物流停在杭州，请催一下')]).toEqual([0, 0]);
    expect(complaints.flat()).toEqual([]);
  });

  it('an offer that is declined goes to the next', async () => {
    await sets(wang, '在线');
    await customer('转人工');
    const first = await Promise.race([lin, wang].map((page) => card(page).waitFor().then(() => page)));
    const second = first === lin ? wang : lin;
    await card(first).getByRole('button', { name: '不方便接' }).click();
    await card(second).waitFor();
    expect(await card(first).count()).toBe(0);
    await card(second).getByRole('button', { name: '接待' }).click();
    await second.getByLabel('回复客户').waitFor();
    await second.getByRole('button', { name: '结束会话' }).first().click();
    await second.getByRole('dialog').getByRole('button', { name: '结束会话' }).click();
  });

  it('of two who accept at once one wins, and the other sees who', async () => {
    for (const page of [lin, wang]) await sets(page, '忙碌');
    await customer('转人工');
    for (const page of [boss, lin]) {
      await page.goto(`${server.address}/desk/#/queued`);
      await page.getByText(/^访客/).first().click();
      await page.getByRole('button', { name: /^接待/ }).last().waitFor();
    }
    // Pressed in the pages themselves, so that the button of the second cannot vanish while the first is being pressed.
    await Promise.all([boss, lin].map((page) => page.getByRole('button', { name: /^接待/ }).last().dispatchEvent('click')));
    const winners = await Promise.all([boss, lin].map((page) => Promise.race([page.getByLabel('回复客户').waitFor().then(() => true), page.getByText(/已先接待了这位客户|由.*接待，您可以查看/).first().waitFor().then(() => false)])));
    expect(winners.filter(Boolean)).toHaveLength(1);
  });

  it('an agent whose network is cut in mid-chat misses nothing, and says nothing twice', async () => {
    await sets(lin, '在线');
    const chat = await customer('转人工');
    await card(lin).getByRole('button', { name: '接待' }).click();
    await lin.getByLabel('回复客户').waitFor();
    await lin.context().setOffline(true);
    await chat.say('你好，在吗');
    await replies(lin, '我的网络刚才断了');
    await lin.getByText(/连接已断开/).waitFor();
    expect(await chat.count('我的网络刚才断了')).toBe(0);
    await lin.context().setOffline(false);
    await lin.getByText('你好，在吗').last().waitFor();
    await chat.sees('我的网络刚才断了');
    expect([await chat.count('我的网络刚才断了'), await lin.getByRole('log').getByText('你好，在吗', { exact: true }).count()]).toEqual([1, 1]);
  });
});
