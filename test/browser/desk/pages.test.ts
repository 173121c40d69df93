import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Role } from '../../../src/contract/desk.ts';
import { violations } from '../../support/axe.ts';
import { DESKTOP, openBrowser, PHONE } from '../../support/browser.ts';
import { demoDesk, type DemoDesk, type DemoWindow } from './demo.ts';

/** A page of the desk as somebody sees it: where it is, and what is done there first; `by` null: nobody is signed in. */
type Look = { name: string; by: Role | null; at: string; first?: (page: Page, desk: DemoDesk) => Promise<void>; phone?: true };

const press = (...names: (string | RegExp)[]) => async (page: Page) => {
  for (const name of names) await page.getByRole('button', { name, exact: typeof name === 'string' }).first().click();
};
const dialog = (...names: (string | RegExp)[]) => async (page: Page) => {
  await press(...names)(page);
  await page.getByRole('dialog').first().waitFor();
};
const key = (name: string) => async (page: Page) => {
  await page.getByLabel('回复客户').waitFor();
  await page.getByRole('heading', { level: 2 }).first().click();
  await page.keyboard.press(name);
  await page.getByRole('dialog').first().waitFor();
};
const draft = (text: string, shows: string) => async (page: Page) => {
  await page.getByLabel('回复客户').fill(text);
  await page.getByText(shows).first().waitFor();
};
const link = (role: 'join' | 'reset') => async (page: Page, { call, sessions }: DemoDesk) => {
  const { persons } = await call(sessions.admin, 'GET', '/persons');
  const agent = persons.find((person: { role: string }) => person.role === 'agent');
  const { path } = role === 'join' ? await call(sessions.admin, 'POST', '/invitations', { role: 'agent' }) : await call(sessions.admin, 'POST', `/persons/${agent.id}/reset-link`, {});
  await page.goto(new URL(path, page.url()).href);
  await page.locator('input[name=password]').waitFor();
};

const LOOKS: Look[] = [
  { name: 'sign-in', by: null, at: '/sign-in', phone: true },
  { name: 'sign-in, refused', by: null, at: '/sign-in', first: press('登录') },
  { name: 'join', by: null, at: '/sign-in', first: link('join'), phone: true },
  { name: 'a link that is used up', by: null, at: '/join/used-up-long-ago-and-gone' },
  { name: 'a new password', by: null, at: '/sign-in', first: link('reset') },
  { name: 'no page', by: 'agent', at: '/nowhere' },
  { name: 'own conversations, none open', by: 'agent', at: '/mine', phone: true },
  { name: 'an empty list', by: 'admin', at: '/mine' },
  { name: 'a conversation', by: 'agent', at: '/mine/SERVED', phone: true },
  { name: 'what the bot understood', by: 'agent', at: '/mine/SERVED', first: press(/理解为/, /为什么这样回答/) },
  { name: 'canned replies', by: 'agent', at: '/mine/SERVED', first: draft('/', '查物流'), phone: true },
  { name: 'a phrase nobody writes', by: 'agent', at: '/mine/SERVED', first: draft('这是规定', '规定搪塞'), phone: true },
  { name: 'the reason for a phrase', by: 'agent', at: '/mine/SERVED', first: async (page) => { await draft('这是规定', '规定搪塞')(page); await page.getByLabel('回复客户').press('Enter'); await page.getByRole('dialog').waitFor(); } },
  { name: 'a note', by: 'agent', at: '/mine/SERVED', first: press('备注') },
  { name: 'passing on', by: 'agent', at: '/mine/SERVED', first: key('t') },
  { name: 'inviting', by: 'agent', at: '/mine/SERVED', first: dialog('邀请') },
  { name: 'closing', by: 'agent', at: '/mine/SERVED', first: key('e') },
  { name: 'everything by name', by: 'agent', at: '/mine/SERVED', first: key('Control+k') },
  { name: 'the keys', by: 'agent', at: '/mine/SERVED', first: key('?') },
  { name: 'the own menu', by: 'agent', at: '/mine', first: press(/的菜单/) },
  { name: 'search', by: 'agent', at: '/mine', first: async (page) => { await page.getByLabel('搜索全部会话').fill('快递'); await page.locator('mark').first().waitFor(); } },
  { name: 'filters', by: 'agent', at: '/closed', first: press('筛选') },
  { name: 'tagging', by: 'agent', at: '/mine/SERVED', first: press('加标签') },
  { name: 'who waits', by: 'agent', at: '/queued/QUEUED', phone: true },
  { name: 'with the bot', by: 'agent', at: '/bot/BOT' },
  { name: 'ended', by: 'agent', at: '/closed/CLOSED' },
  { name: 'watching', by: 'supervisor', at: '/served/SERVED' },
  { name: 'tickets', by: 'agent', at: '/tickets/all', phone: true },
  { name: 'a ticket', by: 'supervisor', at: '/tickets/all/TICKET', phone: true },
  { name: 'recording', by: 'agent', at: '/tickets/all', first: dialog('新建记录') },
  { name: 'progress of a ticket', by: 'supervisor', at: '/tickets/all/TICKET', first: dialog('告诉客户进展') },
  { name: 'scores to give', by: 'supervisor', at: '/quality' },
  { name: 'a score sheet', by: 'supervisor', at: '/quality/CLOSED', phone: true },
  { name: 'reports', by: 'supervisor', at: '/reports', phone: true },
  { name: 'reports by agent', by: 'supervisor', at: '/reports', first: async (page) => { await page.getByText('按客服', { exact: true }).click(); await page.getByText('怎么算的').first().click(); } },
  { name: 'the wall', by: 'supervisor', at: '/wall' },
  { name: 'statistics of wording', by: 'supervisor', at: '/forbidden' },
  { name: 'entries of wording', by: 'admin', at: '/forbidden', first: async (page) => { await page.getByRole('button', { name: '词条' }).click(); await page.getByRole('button', { name: '新增词条' }).waitFor(); } },
  { name: 'canned replies and tags', by: 'admin', at: '/writing', phone: true },
  { name: 'a canned reply', by: 'admin', at: '/writing', first: dialog('新建快捷回复') },
  { name: 'people', by: 'admin', at: '/people', phone: true },
  { name: 'inviting a colleague', by: 'admin', at: '/people', first: dialog('邀请同事', '生成链接') },
  { name: 'one of them', by: 'admin', at: '/people', first: dialog(/^管理人员/) },
  { name: 'settings', by: 'admin', at: '/settings', phone: true },
  { name: 'the audit log', by: 'admin', at: '/audit', phone: true },
  { name: 'the own account', by: 'agent', at: '/account', phone: true },
];

describe('axe finds nothing', () => {
  let browser: Browser;
  let desk: DemoDesk;
  const pages = new Map<string, DemoWindow>();
  beforeAll(async () => {
    desk = await demoDesk();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  /** The look as it stands once nothing more is fetched, in the one window of its reader. */
  async function show({ by, at, first }: Look, screen = DESKTOP) {
    const reader = `${by}-${screen.width}`;
    const window = pages.get(reader) ?? (await desk.open(browser, by === null ? null : desk.sessions[by], screen));
    pages.set(reader, window);
    const { page, settled } = window;
    const path = at.replace('SERVED', desk.served).replace('QUEUED', desk.queued).replace('BOT', desk.withBot).replace('CLOSED', desk.closed).replace('TICKET', desk.ticket);
    const address = `${desk.server.address}/desk/#${path}`;
    await page.emulateMedia({ colorScheme: 'light' });
    // Nothing that was opened for the look before stays open.
    if (window.touched || page.url() === address) await page.goto('about:blank');
    await page.goto(address);
    await settled();
    await first?.(page, desk);
    if (first !== undefined) await settled();
    window.touched = first !== undefined;
    return window;
  }

  it.each(LOOKS.map((look) => [look.name, look] as const))('in light and dark: %s', async (_name, look) => {
    const { page, complaints } = await show(look);
    expect(await violations(page)).toEqual([]);
    // Only colours differ.
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html.dark').waitFor({ state: 'attached' });
    expect(await violations(page, ['color-contrast'])).toEqual([]);
    expect(complaints.splice(0)).toEqual([]);
  });

  it('the hand-over card stands on one screen of 1440 × 900, whole', async () => {
    const { page } = await show({ name: 'card', by: 'agent', at: '/mine/SERVED' });
    const card = await page.getByRole('article', { name: '转人工原因' }).boundingBox();
    expect(card).not.toBeNull();
    expect((card?.y ?? 0) + (card?.height ?? 0)).toBeLessThanOrEqual(DESKTOP.height);
    for (const part of ['机器人试过', '情绪变化']) await page.getByRole('article', { name: '转人工原因' }).getByText(part).waitFor();
  });

  it.each(LOOKS.filter(({ phone }) => phone).map((look) => [look.name, look] as const))('on a phone, where nothing stands over the edge: %s', async (_name, look) => {
    const { page, complaints } = await show(look, PHONE);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(complaints.splice(0)).toEqual([]);
  });
});
