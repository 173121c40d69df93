import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openWindow } from '../support/browser.ts';
import { freePort, startProcess, trainedFolder, type ServerProcess } from '../support/process.ts';
import { Chat, joinDesk } from './support.ts';

describe('a ticket through its whole life, the clock moved by a restart', () => {
  let browser: Browser;
  let folder: { path: string; remove(): void };
  let port: number;
  let server: ServerProcess;
  const startAt = async (clock: string) => {
    server = await startProcess({ dataPath: folder.path, port, environment: { JIEDA_CLOCK: clock } });
  };
  beforeAll(async () => {
    folder = await trainedFolder();
    port = await freePort();
    // A Tuesday, 10:20 in Shanghai: the desk is open.
    await startAt('2026-11-24T02:20:00Z');
    browser = await openBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await server?.kill();
    folder?.remove();
  });

  const submit = async (page: Page, deed: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>) => {
    await page.getByRole('button', { name: deed, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: new RegExp(deed) });
    await fill(dialog);
    await dialog.getByRole('button', { name: '提交' }).click();
    await dialog.waitFor({ state: 'hidden' });
  };

  it('is recorded in a conversation, told of, overdue, reported, answered, approved, done, and asked about', async () => {
    const customer = await openWindow(browser);
    const supervisor = await openWindow(browser);
    const agent = await openWindow(browser);
    const chat = new Chat(customer.page);
    await joinDesk(supervisor.page, server.address, server.adminLink as string, { name: '周主管', workerNumber: '2001', login: 'zhou' });
    const path = await supervisor.page.evaluate(async () => {
      const answer = await fetch('/api/v1/desk/invitations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ role: 'agent' }) });
      return ((await answer.json()) as { path: string }).path;
    });
    await joinDesk(agent.page, server.address, path, { name: '小林', workerNumber: '1001', login: 'lin' });

    await chat.open(server.address);
    await chat.say('转人工');
    await chat.sees(/下一位|前面还有/);
    const desk = agent.page;
    await desk.goto(`${server.address}/desk/#/queued`);
    await desk.getByText(/^访客/).first().click();
    await desk.getByRole('button', { name: /^接待/ }).last().click();
    await chat.sees(/小林.*1001/);

    // Recorded by hand, beside the conversation.
    await desk.getByRole('button', { name: '新建记录' }).click();
    const form = desk.getByRole('dialog', { name: '新建记录' });
    await form.getByLabel('类型').selectOption({ label: '升级投诉' });
    await form.getByLabel('内容').fill('包裹显示签收却没有收到');
    await form.getByLabel(/联系方式/).fill('13800005678');
    await form.getByRole('button', { name: '提交' }).click();
    const link = desk.getByRole('link', { name: /升级投诉 SJ\d{8}/ });
    const number = /SJ\d{8}/.exec(await link.innerText())?.[0] as string;
    await link.click();
    await desk.getByRole('button', { name: '接手' }).click();
    await submit(desk, '告诉客户进展', (dialog) => dialog.getByLabel('进展').fill('已请快递核对签收照片'));
    await chat.sees(`您好，您的投诉 ${number} 有新的进展：已请快递核对签收照片。`);
    // Our side owes the next word, so that the conversation stays open.
    await chat.say('好，我等你们消息');
    await supervisor.page.goto(`${server.address}/desk/#/tickets/decision`);
    await supervisor.page.getByText('没有等主管决定的记录').waitFor();

    // Two hours later nothing is solved; nobody touches a page meanwhile.
    await server.kill();
    await startAt('2026-11-24T04:25:00Z');
    await desk.getByText('需要事故报告').first().waitFor({ timeout: 60_000 });
    await submit(desk, '写事故报告', async (dialog) => {
      for (const [label, text] of [['发生了什么', '两小时内没有结果'], ['为什么没有解决', '快递没有回复'], ['已经做了什么', '催了三次'], ['打算怎么解决', '先补发']]) await dialog.getByLabel(label as string).fill(text as string);
    });
    await supervisor.page.getByRole('link', { name: new RegExp(number) }).click();
    await submit(supervisor.page, '答复报告', (dialog) => dialog.getByLabel('答复').fill('同意先补发'));

    // Proposal, approval and result reach the other's page, and the customer, by themselves.
    await submit(desk, '提方案', (dialog) => dialog.getByLabel('处理方案').fill('今天补发一件'));
    await submit(supervisor.page, '审批', async (dialog) => {
      await dialog.getByLabel('决定').selectOption({ label: '批准' });
      await dialog.getByLabel('理由').fill('可以');
    });
    await desk.getByText('已批准').first().waitFor();
    await submit(desk, '完成', async (dialog) => {
      await dialog.getByLabel('处理结果').fill('已为您补发一件');
      await dialog.getByLabel(/客户满意度/).selectOption({ label: '满意' });
    });
    await chat.sees(`您好，您的投诉 ${number} 有结果了：已为您补发一件。`);
    await supervisor.page.getByText('客户：满意').waitFor();

    // Later and elsewhere, by its number and the end of the phone number.
    const later = await openWindow(browser);
    const again = new Chat(later.page);
    await again.open(server.address);
    await again.say(`${number} 处理得怎么样了，手机尾号5678`);
    await again.sees(/已为您补发一件/);
    expect([customer, supervisor, agent, later].map(({ complaints }) => complaints)).toEqual([[], [], [], []]);
  });
});
