import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, openWindow, PHONE } from '../support/browser.ts';
import { freePort, startProcess, trainedFolder, type ServerProcess } from '../support/process.ts';
import { Chat, joinDesk } from './support.ts';

/** A Tuesday, 10:20 in Shanghai: the desk is open. */
const environment = { JIEDA_CLOCK: '2026-11-24T02:20:00Z' };

describe('a customer, an agent, and a server that dies', () => {
  let browser: Browser;
  let folder: { path: string; remove(): void };
  let port: number;
  let server: ServerProcess;
  beforeAll(async () => {
    folder = await trainedFolder();
    port = await freePort();
    server = await startProcess({ dataPath: folder.path, port, environment });
    browser = await openBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await server?.kill();
    folder?.remove();
  });

  it('asks for the missing order number and answers where the parcel is', async () => {
    const { page, complaints } = await openWindow(browser, PHONE);
    const chat = new Chat(page);
    await chat.open(server.address);
    await chat.sees(/早上好/);
    await chat.say('我上周买的台灯走到哪了');
    await chat.sees(/订单号/);
    await chat.say('在这儿呢 202611010001');
    await chat.sees(/杭州转运中心/);
    await page.getByRole('button', { name: '解决了' }).click();
    await chat.sees(/还有/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('soothes an angry customer, queues them, and lets an agent answer live', async () => {
    const customer = await openWindow(browser);
    const agent = await openWindow(browser);
    const chat = new Chat(customer.page);
    await chat.open(server.address);
    await joinDesk(agent.page, server.address, server.adminLink as string, { name: '小王', workerNumber: '1001', login: 'wang' });

    await chat.say('你们这帮骗子！！快递到底在哪！！');
    await chat.sees(/抱歉|道歉|对不起|不好意思/);
    await chat.sees(/下一位|前面还有/);

    const desk = agent.page;
    await desk.getByText('排队中').first().click();
    await desk.getByText(/^访客/).first().click();
    await desk.getByText('情绪变化').waitFor();
    await desk.getByRole('button', { name: /^接待/ }).last().click();
    await chat.sees(/小王.*1001/);

    await desk.getByLabel('回复客户').fill('您好，我是小王，正在为您查包裹。');
    await desk.getByLabel('回复客户').press('Enter');
    await chat.sees('您好，我是小王，正在为您查包裹。');
    await chat.say('好，我等着');
    await desk.getByText('好，我等着').last().waitFor();

    await desk.getByRole('button', { name: /交还/ }).first().click();
    await desk.getByRole('button', { name: '交还机器人' }).last().click();
    await chat.sees(/解答机器人继续为您服务/);
    expect([customer.complaints, agent.complaints]).toEqual([[], []]);
    await customer.page.context().close();
    await agent.page.context().close();
  });

  it('goes on after SIGKILL in mid-chat: nothing lost, nothing doubled', async () => {
    const { page, complaints } = await openWindow(browser);
    const chat = new Chat(page);
    await chat.open(server.address);
    await chat.say('怎么退货');
    await chat.sees(/质量/);

    await server.kill();
    await chat.say('网页上传最大多少');
    await chat.say('202611010005 这个单到哪了');
    await page.getByText(/正在重新连接|连接/).first().waitFor();
    server = await startProcess({ dataPath: folder.path, port, environment });

    await chat.sees(/100\s*MB/);
    await chat.sees(/武汉/);
    for (const text of ['怎么退货', '网页上传最大多少', '202611010005 这个单到哪了']) expect([text, await chat.count(text)]).toEqual([text, 1]);

    await page.reload();
    await page.getByRole('button', { name: '打开客服聊天' }).first().waitFor();
    await page.evaluate('window.Jieda.open()');
    await chat.sees(/武汉/);
    for (const text of ['怎么退货', '网页上传最大多少', '202611010005 这个单到哪了']) expect([text, await chat.count(text)]).toEqual([text, 1]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
