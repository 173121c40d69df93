import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { takeIn } from '../../src/studio/sentence/intake.ts';
import { said } from '../storage/sentenceContract.ts';
import { studioServer, type StudioServer } from '../server/studio/support.ts';
import { violations } from '../support/axe.ts';
import { openBrowser, openWindow, PHONE } from '../support/browser.ts';
import { talker } from '../support/talk.ts';

const UI_PATH = process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui');

const INVOICES = ['一张单能不能开两个抬头的发票', '一张单能开两个不同抬头的发票吗'];
const MOON = '月亮上面有没有信号';
const DRONE = '无人机送货需要签字吗';
const LANTERN = '孔明灯能不能空运到南极';
const RUDE = '呵呵哒哼唧唧';

describe('admins at the review queue', () => {
  let server: StudioServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    server = await studioServer({}, UI_PATH);
    // A browser takes no cookie that has expired by its own clock.
    server.clock.now = Date.now();
    await server.signIn('admin');
    await server.runtime.storage.transaction((database) =>
      takeIn(database, server.runtime.ids, [
        said(INVOICES[0]!, { times: 9 }), said(INVOICES[1]!, { times: 2 }), said(MOON, { times: 4 }), said(DRONE, { times: 2 }), said(RUDE),
      ]),
    );
    browser = await openBrowser();
    ({ page, complaints } = await openWindow(browser));
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const signIn = async (window: Page, login: string) => {
    await window.goto(`${server.address}/admin/#/`);
    await window.locator('input[name=login]').fill(login);
    await window.locator('input[name=password]').fill('long-enough-1');
    await window.getByRole('button', { name: '登录' }).click();
    await window.getByRole('heading', { name: '待学习' }).waitFor();
  };
  const shows = (window: Page, text: string) => window.getByRole('article', { name: text, exact: true }).waitFor();
  const states = async () => Object.fromEntries((await server.runtime.storage.read.selectFrom('sentence').select(['text', 'state', 'intent', 'emotion']).execute()).map(({ text, state, intent, emotion }) => [text, [state, intent, emotion]]));

  it('open the studio there, and see the sentence that teaches most with what is like it', async () => {
    await signIn(page, 'person1');
    await shows(page, INVOICES[0]!);
    expect(await page.getByRole('checkbox', { name: new RegExp(INVOICES[1]!) }).isChecked()).toBe(true);
    await page.getByText('很多客户问过', { exact: false }).first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('label by keys alone: an intent with a feeling for all that is alike, outside, and to be ignored', async () => {
    await page.keyboard.press('e');
    await page.keyboard.press('e');
    await page.getByRole('button', { name: '情绪：不满' }).waitFor();
    await page.keyboard.press('1');
    await shows(page, MOON);
    await page.keyboard.press('0');
    await shows(page, DRONE);
    await page.keyboard.press('ArrowRight');
    await shows(page, RUDE);
    await page.keyboard.press('i');
    await page.getByText('后面没有了').waitFor();
    await page.keyboard.press('ArrowLeft');
    await shows(page, DRONE);
    await page.getByRole('button', { name: '放入草稿（3 句）' }).waitFor();
    expect(await states()).toEqual({
      [INVOICES[0]!]: ['labelled', 'invoice', 'upset'], [INVOICES[1]!]: ['labelled', 'invoice', 'upset'], [MOON]: ['labelled', 'out_of_scope', 'calm'], [RUDE]: ['ignored', null, null],
      [DRONE]: ['open', null, null],
    });
  });

  it('take decisions back one after another', async () => {
    await page.keyboard.press('z');
    await shows(page, RUDE);
    await page.keyboard.press('Control+z');
    await shows(page, MOON);
    await page.getByRole('button', { name: '放入草稿（2 句）' }).waitFor();
    expect((await states())[MOON]).toEqual(['open', null, null]);
  });

  it('find any intent by its name, and plan one that is missing', async () => {
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: '查找意图' }).fill('保修');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await shows(page, RUDE);
    await page.keyboard.press('ArrowRight');
    await shows(page, DRONE);
    await page.keyboard.press('n');
    await page.getByLabel('名称').fill('无人机送货');
    await page.getByLabel(/^编号/).fill('invoice');
    await page.getByText('已经有这个编号').waitFor();
    await page.getByLabel(/^编号/).fill('drone_delivery');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText(/→ 无人机送货/).waitFor();
    expect((await states())[DRONE]).toEqual(['labelled', 'drone_delivery', 'calm']);
  });

  it('never get the same group, and see who is at which', async () => {
    const { page: second, complaints: theirs } = await openWindow(browser, PHONE, 'dark');
    await signIn(second, 'person2');
    await second.getByText('现在没有等待标注的话').waitFor();
    await second.getByText(/人员1 正在看/).waitFor();
    expect(await violations(second)).toEqual([]);
    await page.goto(`${server.address}/admin/#/intents`);
    await page.getByRole('heading', { name: '意图' }).waitFor();
    await second.reload();
    await shows(second, RUDE);
    expect(await violations(second)).toEqual([]);
    await second.getByRole('button', { name: '忽略' }).tap();
    await second.getByText('现在没有等待标注的话').waitFor();
    expect(theirs).toEqual([]);
    await second.context().close();
  });

  it('put what is labelled into the draft and read what became of it', async () => {
    await page.goto(`${server.address}/admin/#/review`);
    await page.getByRole('button', { name: '放入草稿（4 句）' }).click();
    await page.getByText('句成为例句').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '关闭' }).last().click();
    const created = JSON.parse(await readFile(join(server.contentPath, 'intents/drone_delivery.json'), 'utf8'));
    expect(created).toMatchObject({ name: '无人机送货', examples: [{ text: DRONE, emotion: 'calm' }] });
    await page.getByRole('button', { name: '放入草稿（0 句）' }).waitFor();
  });

  it('look for what is said with a word, and make a conversation test of what a customer had said until then', async () => {
    const customer = await talker(server.runtime);
    await customer.say('怎么退货');
    const { seq } = await customer.say(LANTERN);
    const conversation = { id: customer.key.conversationId, seq };
    await server.runtime.storage.transaction((database) => takeIn(database, server.runtime.ids, [said(LANTERN, { kind: 'conversation', reasons: ['outside'], conversation }), said('猫会不会写诗')]));
    await page.reload();
    await page.getByLabel('包含的字词').fill('没有人说过');
    await page.keyboard.press('Enter');
    await page.getByText('没有符合筛选的句子').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '看全部' }).click();
    await page.getByLabel('包含的字词').fill('孔明燈');
    await page.keyboard.press('Enter');
    await shows(page, LANTERN);
    expect(decodeURIComponent(page.url())).toContain('/review?words=孔明燈');
    await page.getByRole('heading', { name: '待学习' }).click();
    await page.keyboard.press('c');
    await page.getByRole('button', { name: '做成会话测试' }).click();
    const test = page.locator('textarea');
    await test.waitFor();
    const written = await test.inputValue();
    expect(written).toMatch(new RegExp(`^标题：${LANTERN}\n场景：[^\\n]+\n（打开窗口）\n\n客户：怎么退货\n期望：意图 return_[^\n]+\n客户：${LANTERN}\n期望：意图 `));
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存').first().waitFor();
    expect(await readFile(join(server.contentPath, 'dialogs/conversations/from_customers.txt'), 'utf8')).toBe(written);
  });

  it('meet no error and no violation of the page’s policy', () => {
    expect(complaints).toEqual([]);
  });
});
