import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { studioServer, type StudioServer } from '../server/studio/support.ts';
import { DESKTOP, openBrowser, openWindow, PHONE } from '../support/browser.ts';

const UI_PATH = process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui');

/** Rows of a text of axe: rule and the first place where it is broken. */
async function violations(page: Page): Promise<unknown[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  await page.evaluate('Promise.all(document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished.catch(() => undefined)))');
  const { violations: found } = (await page.evaluate('axe.run()')) as { violations: { id: string; nodes: { html: string }[] }[] };
  return found.map(({ id, nodes }) => [id, nodes[0]?.html]);
}

describe('a support manager who changes what the bot knows and says', () => {
  let server: StudioServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    server = await studioServer({}, UI_PATH);
    await cp(join(PROJECT_PATH, 'data/demo'), join(server.contentPath, 'data/demo'), { recursive: true });
    browser = await openBrowser();
    ({ page, complaints } = await signedIn(DESKTOP, 'light'));
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function signedIn(screen: typeof DESKTOP, scheme: 'light' | 'dark') {
    const opened = await openWindow(browser, screen, scheme);
    opened.page.setDefaultTimeout(10_000);
    const [name, value] = server.admin.split('=') as [string, string];
    await opened.page.context().addCookies([{ name, value, url: server.address }]);
    return opened;
  }
  const saved = async () => {
    const note = page.getByText('已保存', { exact: true });
    await note.waitFor();
    await note.waitFor({ state: 'detached' });
  };
  const json = async (path: string) => JSON.parse(await readFile(join(server.contentPath, path), 'utf8'));

  it('adds a group of synonyms, and is told what it collides with and changes', async () => {
    await page.goto(`${server.address}/admin/#/lexicons/synonyms`);
    await page.getByRole('textbox', { name: /^新的一组/ }).fill('橘子灯 快递');
    await page.getByRole('button', { name: '加一组' }).click();
    await page.getByText(/“快递”也在“快递”里/).first().waitFor();
    await page.getByText(/会改变 \d+ 句例句的读法/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '保存' }).click();
    await saved();
    expect((await json('data/lexicons/synonyms.json')).at(-1)).toEqual(['橘子灯', '快递']);
  });

  it('is asked before unsaved words are left behind', async () => {
    await page.goto(`${server.address}/admin/#/lexicons/words`);
    await page.getByRole('textbox', { name: /^新词/ }).fill('云端相册');
    await page.getByRole('button', { name: '加入' }).click();
    const asked = page.waitForEvent('dialog').then(async (dialog) => {
      await dialog.dismiss();
      return dialog.message();
    });
    await page.getByRole('link', { name: '名称' }).click();
    expect(await asked).toContain('还没有保存');
    await page.getByRole('button', { name: '保存' }).click();
    await saved();
    expect(await violations(page)).toEqual([]);
  });

  it('selects a piece of an example by the keyboard and says what it names', async () => {
    await page.goto(`${server.address}/admin/#/intents/product_fault`);
    await page.getByPlaceholder('写一句客户会说的话').fill('喵喵暖手宝充不进电');
    await page.getByRole('button', { name: '加入' }).first().click();
    const field = page.getByRole('textbox', { name: '例句', exact: true }).first();
    await field.press('Home');
    for (let count = 0; count < 5; count++) await field.press('Shift+ArrowRight');
    await page.getByRole('button', { name: '“喵喵暖手宝”是…' }).click();
    await page.getByLabel('哪一类').selectOption({ label: '商品' });
    await page.getByLabel('标准名称').fill('暖手宝');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '加入' }).click();
    await page.locator('li', { has: field }).locator('mark', { hasText: '喵喵暖手宝' }).waitFor({ state: 'attached' });
    expect((await json('data/lexicons/gazetteer.json')).product['暖手宝']).toEqual(['喵喵暖手宝']);
    await page.getByRole('button', { name: '保存' }).click();
    await saved();
    expect(await violations(page)).toEqual([]);
  });

  it('sees a topic as a picture and goes from a node to its editor by the keyboard', async () => {
    await page.goto(`${server.address}/admin/#/dialogs/upload`);
    await page.getByRole('button', { name: '流程图' }).click();
    const picture = page.getByRole('group', { name: '流程图' });
    const reply = picture.locator('g.reply[role=button]').first();
    await reply.waitFor();
    const name = (await reply.getAttribute('aria-label'))!.split(' ').at(-1)!;
    await reply.focus();
    expect(await violations(page)).toEqual([]);
    await reply.press('Enter');
    await page.getByRole('textbox', { name: `${name} 1` }).waitFor();
  });

  it('gives angry customers an answer of their own, and hears it before it is saved', async () => {
    await page.goto(`${server.address}/admin/#/dialogs/small_talk`);
    const first = page.locator('details[id^=reply-]').first();
    await first.locator('summary').click();
    await first.getByRole('button', { name: '加一种特别情况' }).click();
    await first.getByRole('group', { name: /^特别情况/ }).last().getByLabel('高价值客户').check();
    await first.getByRole('button', { name: '加一个按钮' }).click();
    await page.getByRole('button', { name: '开始' }).click();
    await page.getByText('用您正在改的内容回答').waitFor();
    await page.getByPlaceholder('像客户一样说话').fill('你好');
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('button', { name: '做成测试' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '保存' }).click();
    await saved();
    const replies = Object.values((await json('dialogs/small_talk.json')).replies) as { cases: { when: unknown }[] }[];
    expect(replies[0]!.cases.at(-1)!.when).toEqual({ emotion: ['upset', 'angry'], customer: 'vip' });
  });

  it('makes a conversation test of the chat, plays it, and sees where it goes otherwise', async () => {
    await page.getByRole('button', { name: '做成测试' }).click();
    const script = page.getByRole('textbox', { name: '会话' });
    await script.waitFor();
    expect(await script.inputValue()).toContain('客户：你好\n期望：意图 greeting');
    await script.fill(`标题：说错的\n客户：你好\n期望：笑一笑`);
    await page.getByText('看不懂的期望“笑一笑”').waitFor();
    await script.fill(`标题：说错的\n客户：你好\n期望：含“没有这句”`);
    await page.getByText('看得懂，共 1 段。').waitFor();
    await page.getByRole('button', { name: '保存并演一遍' }).click();
    await page.getByText('1 处不符合').waitFor();
    await page.getByRole('cell', { name: '含“没有这句”' }).waitFor();
    await page.getByText('已保存', { exact: true }).waitFor({ state: 'detached' });
    expect(await violations(page)).toEqual([]);
    await page.goto(`${server.address}/admin/#/tests`);
    await page.getByText('1 段不符合，共 1 段').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('sees of the fixed test set what is understood wrong, and which line is among the examples', async () => {
    await page.goto(`${server.address}/admin/#/tests/set`);
    await page.getByText(/听对 \d+ \/ \d+ 句/).waitFor();
    await page.getByRole('button', { name: '加入句子' }).click();
    const known = (await json('intents/warranty.json')).examples[0].text as string;
    await page.getByRole('textbox', { name: '加入句子' }).fill(`${known}\t保修政策\t平静`);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '加入 1 句' }).click();
    await page.getByText(/的例句里有这一句/).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '保存' }).click();
    await saved();
    expect(await readFile(join(server.contentPath, 'data/testset.tsv'), 'utf8')).toMatch(new RegExp(`^${known}\\twarranty\\tcalm\n`));
  });

  it.each([['dark', DESKTOP], ['light', PHONE]] as const)('reads it all in %s on a screen of %j', async (scheme, screen) => {
    const { page: other, complaints: theirs } = await signedIn(screen, scheme);
    for (const [path, text] of [['lexicons/synonyms', '同义词'], ['lexicons/emotion', '不是冲我们来的'], ['lexicons/gazetteer', '商品'], ['tests', 'shipping'], ['tests/set', '听对'], ['tests/file/shipping', '看得懂'], ['dialogs/upload', '规则']] as const) {
      await other.goto(`${server.address}/admin/#/${path}`);
      await other.getByText(text, { exact: false }).first().waitFor();
      if (path === 'dialogs/upload') {
        await other.getByRole('button', { name: '流程图' }).click();
        await other.getByRole('group', { name: '流程图' }).waitFor();
      }
      expect([path, await violations(other)]).toEqual([path, []]);
      expect([path, await other.evaluate('document.querySelector("main").scrollWidth <= document.querySelector("main").clientWidth')]).toEqual([path, true]);
    }
    expect(theirs).toEqual([]);
    await other.context().close();
  });

  it('meets no error and no violation of the page’s policy', () => {
    expect(complaints).toEqual([]);
  });
});
