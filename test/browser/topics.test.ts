import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { en } from '../../src/ui/admin/words/en.ts';
import { zh } from '../../src/ui/admin/words/zh.ts';
import { studioServer, type StudioServer } from '../server/studio/support.ts';
import { violations } from '../support/axe.ts';
import { openBrowser, openWindow } from '../support/browser.ts';
import { spokenIn } from '../support/language.ts';
import { asAdmin, keepExamples, saves } from './support.ts';

const UI_PATH = process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui');

describe('a support manager who writes what the bot says', () => {
  let server: StudioServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    server = await studioServer({}, UI_PATH);
    await keepExamples(server.contentPath, 20);
    browser = await openBrowser();
    ({ page, complaints } = await openWindow(browser));
    page.setDefaultTimeout(15_000);
    await asAdmin(page, server);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const go = async (place: string, heading: string) => {
    await page.goto(`${server.address}/admin/#${place}`);
    await page.getByRole('heading', { name: heading, exact: true, level: 1 }).waitFor();
  };
  const document = async (id: string) => JSON.parse(await readFile(join(server.contentPath, `dialogs/${id}.json`), 'utf8'));
  const head = (name: string): Locator => page.locator('summary', { hasText: new RegExp(`^\\s*${name} `) });
  const reply = (name: string): Locator => page.getByRole('group').filter({ has: head(name) });
  const variant = (name: string, number: number): Locator => page.getByRole('textbox', { name: `${name} ${number}`, exact: true });
  const says = async (text: string) => {
    const field = page.getByRole('textbox', { name: '像客户一样说话' });
    await field.fill(text);
    await field.press('Enter');
  };
  const hears = (text: string | RegExp) => page.getByRole('log', { name: '试聊' }).getByText(text).last().waitFor();

  it('makes a topic of an intent', async () => {
    await go('/dialogs', '对话');
    await page.getByRole('button', { name: '新话题' }).click();
    const dialog = page.getByRole('dialog', { name: '新话题' });
    await dialog.getByLabel('回答哪个意图').selectOption({ value: 'greeting' });
    await dialog.getByLabel('话题名称').fill('打招呼');
    await dialog.getByLabel('编号（小写英文）').fill('hello');
    expect(await dialog.getByRole('button', { name: '创建话题' }).isDisabled()).toBe(true);
    for (const [index, text] of ['您好，一号。', '您好，二号。', '您好，三号。'].entries()) await dialog.getByLabel(`第 ${index + 1} 种说法`).fill(text);
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '创建话题' }).click();
    await page.getByRole('heading', { name: '打招呼', level: 1 }).waitFor();
    expect((await document('hello')).replies['hello.answer'].text).toEqual(['您好，一号。', '您好，二号。', '您好，三号。']);
  });

  it('adds, moves and removes ways to say something', async () => {
    await head('hello.answer').click();
    await page.getByRole('button', { name: '加一种说法' }).click();
    await variant('hello.answer', 4).fill('您好，四号。');
    await page.getByRole('button', { name: '把第 4 个往上移' }).click();
    expect(await variant('hello.answer', 3).inputValue()).toBe('您好，四号。');
    await reply('hello.answer').getByRole('button', { name: '删除', exact: true }).first().click();
    await saves(page);
    expect((await document('hello')).replies['hello.answer'].text).toEqual(['您好，二号。', '您好，四号。', '您好，三号。']);
    // Fewer than three would repeat themselves.
    expect(await reply('hello.answer').getByRole('button', { name: '删除', exact: true }).count()).toBe(0);
  });

  it('answers a certain kind of customer otherwise, and offers buttons', async () => {
    await page.getByRole('button', { name: '加一种特别情况' }).click();
    const special = page.getByRole('group', { name: '特别情况 1', exact: true });
    expect([await special.getByLabel('不满').isChecked(), await special.getByLabel('生气').isChecked()]).toEqual([true, true]);
    for (const feeling of ['不满', '生气']) await special.getByLabel(feeling).uncheck();
    await special.getByLabel('匿名客户').check();
    await special.getByRole('combobox', { name: '在排队' }).selectOption({ label: '不是“在排队”' });
    for (const number of [1, 2]) await variant('hello.answer 特别情况 1', number).fill(`欢迎您，新朋友${number === 1 ? '甲' : '乙'}。`);
    await page.getByRole('button', { name: '加一个按钮' }).click();
    await page.getByRole('textbox', { name: 'hello.answer 第 1 个按钮上的字' }).fill('找人');
    await page.getByRole('textbox', { name: 'hello.answer 第 1 个按钮代表的话' }).fill('转人工');
    expect(await violations(page)).toEqual([]);
    await saves(page);
    const { cases, options } = (await document('hello')).replies['hello.answer'];
    expect([cases, options]).toEqual([[{ when: { customer: 'anonymous', queued: false }, text: ['欢迎您，新朋友甲。', '欢迎您，新朋友乙。'] }], [{ label: '找人', text: '转人工' }]]);
  });

  it('mends what the check finds where it is written, and the part stays open', async () => {
    await variant('hello.answer', 1).fill('您好，{{figure:no_such}}。');
    await page.getByText(/^\s*1 个问题\s*$/).first().waitFor();
    await variant('hello.answer', 1).fill('您好，二号。');
    await page.getByText(/个问题/).first().waitFor({ state: 'detached' });
    expect(await variant('hello.answer', 1).isVisible()).toBe(true);
  });

  it('adds a rule, says when it applies and what it does, moves it to the front, and removes another', async () => {
    const before = (await document('hello')).rules;
    await page.getByRole('combobox', { name: '客户的意思是' }).selectOption({ value: 'thanks' });
    await page.getByRole('combobox', { name: '就回复' }).selectOption('hello.answer');
    await page.getByRole('button', { name: '加一条规则' }).click();
    await page.getByRole('combobox', { name: '添加到“客户的意思是”' }).selectOption({ value: 'goodbye' });
    await page.getByRole('group', { name: /^第 2 条.*什么情况下$/ }).getByLabel('不满').check();
    await page.getByRole('combobox', { name: '转人工并回复' }).selectOption('hello.answer');
    await page.getByRole('button', { name: '去掉“hello.answer”' }).click();
    await page.getByLabel('优先于其他规则').check();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /^上移第 2 条/ }).click();
    await saves(page);
    const added = { first: true, intents: ['thanks', 'goodbye'], when: { emotion: 'upset' }, then: { handOver: { reason: 'out_of_scope', reply: 'hello.answer' }, forget: [] } };
    expect((await document('hello')).rules).toEqual([added, ...before]);
    await page.getByText('感谢、再见').waitFor();
    await page.getByRole('button', { name: /^删除第 1 条/ }).click();
    await saves(page);
    expect((await document('hello')).rules).toEqual(before);
  });

  it('chats with it beside the editor, presses the button, and is told why', async () => {
    await go('/dialogs', '对话');
    await go('/dialogs/small_talk', (await document('small_talk')).name);
    const rules = page.getByRole('listitem').filter({ hasText: 'talk.greeting' });
    expect(await rules.count()).toBeGreaterThan(0);
    await go('/dialogs/hello', '打招呼');
    await page.getByRole('button', { name: '开始', exact: true }).click();
    await page.getByRole('log').getByRole('button', { name: '转人工' }).click();
    await hears(/^转人工$/);
    await hears(/人工客服|转接|排/);
    await page.getByRole('button', { name: '重新开始' }).click();
    await page.getByRole('log').getByRole('button', { name: '转人工' }).waitFor();
    await says('快递到哪了');
    await hears('快递到哪了');
    await page.getByText('为什么这样回答').nth(1).click();
    await hears(/#\d/);
    await hears(/物流/);
    expect(await violations(page)).toEqual([]);
  });

  it('makes a test of the chat, sees it green, breaks it, and sees what was expected beside what came', async () => {
    await page.getByRole('button', { name: '做成测试' }).click();
    await page.getByRole('heading', { name: 'hello', level: 1 }).waitFor();
    const script = page.getByRole('textbox', { name: '会话', exact: true });
    const written = await script.inputValue();
    expect(written).toMatch(/^标题：从试聊做成的测试\n场景：2026-11-24 10:00\n（打开窗口）\n\n客户：快递到哪了\n期望：意图 shipping_status；回复 [\w.]+；不转人工\n$/);
    await page.getByText('看得懂，共 1 段。').waitFor();
    await page.getByRole('button', { name: '保存并演一遍' }).click();
    await page.getByText('符合', { exact: true }).waitFor();
    server.clock.now += 60_000;
    await script.fill(written.replace('意图 shipping_status', '意图 greeting').replace('不转人工', '转人工'));
    await page.getByRole('button', { name: '保存并演一遍' }).click();
    await page.getByText('2 处不符合').waitFor();
    await page.getByRole('row').filter({ hasText: '意图 greeting' }).filter({ hasText: 'shipping_status' }).waitFor();
    await page.getByRole('row').filter({ hasText: '转人工' }).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await script.fill(written.replace('期望：', '期待：'));
    await page.getByRole('button', { name: '第 6 行', exact: true }).click();
    expect(await script.evaluate('document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)')).toMatch(/^期待：/);
    await script.fill(written);
    await saves(page);
    await go('/tests', '测试');
    await page.getByRole('row', { name: /hello/ }).getByText('改过以后还没演').waitFor();
  });

  it('has a form ask one more thing, and takes it out again', async () => {
    await go('/dialogs/returns', (await document('returns')).name);
    await page.locator('#form-return_goods > summary').click();
    await page.getByRole('button', { name: '加一个问题' }).click();
    const dialog = page.getByRole('dialog', { name: '给“退换货”加一个问题' });
    await dialog.getByLabel('问的是什么').fill('颜色');
    for (const [index, text] of ['您想换成什么颜色？', '换哪个颜色好呢？', '麻烦说一下想要的颜色。'].entries()) await dialog.getByLabel(`第 ${index + 1} 种问法`).fill(text);
    await dialog.getByLabel(/^可选的答案/).fill('黑色、白色');
    await dialog.getByText('会显示成 2 个按钮').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '加上' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await saves(page);
    const { forms, slots, replies } = await document('returns');
    expect([forms.return_goods.version, forms.return_goods.steps.question_1.next, slots.returns_question_1.label]).toEqual([2, 'record', '颜色']);
    expect(replies['returns.ask_question_1'].options.map(({ label }: { label: string }) => label)).toEqual(['黑色', '白色']);
    await page.getByRole('button', { name: '去掉步骤 question_1' }).click();
    await saves(page);
    expect((await document('returns')).forms.return_goods.steps.question_1).toBeUndefined();
    await go('/tests', '测试');
  });

  it('removes the test and the topic after a question, and takes the topic back from its history', async () => {
    await page.getByRole('link', { name: 'hello' }).click();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: '删除', exact: true }).click();
    await page.getByRole('heading', { name: '测试', exact: true, level: 1 }).waitFor();
    await page.getByText('shipping', { exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'hello' }).count()).toBe(0);
    await go('/dialogs/hello', '打招呼');
    await page.getByRole('button', { name: '删除', exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: '删除“打招呼”' });
    await dialog.getByText('它的规则和 1 条回复会一起删除；历史还在，可以恢复。').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '删除' }).click();
    await page.getByRole('heading', { name: '对话', exact: true, level: 1 }).waitFor();
    await go('/dialogs/hello', 'hello');
    await page.getByRole('button', { name: '历史' }).click();
    await page.getByRole('dialog', { name: '历史' }).getByRole('button', { name: /人员1/ }).first().click();
    await page.getByRole('button', { name: /^恢复到这个版本/ }).click();
    await page.getByRole('heading', { name: '打招呼', level: 1 }).waitFor();
    await go('/dialogs/tickets', (await document('tickets')).name);
    await page.getByRole('button', { name: '删除', exact: true }).first().click();
    await page.getByText('别的地方还在用它，请先改：').waitFor();
    expect(await page.getByRole('dialog').getByRole('button', { name: '删除' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('finds in the picture what stands in the outline, again and again', async () => {
    await go('/dialogs/shipping', (await document('shipping')).name);
    await page.getByRole('button', { name: '流程图' }).click();
    const picture = page.getByRole('group', { name: '流程图' });
    const node = picture.getByRole('button', { name: /shipping\./ }).first();
    const name = /(shipping\.\w+)$/.exec((await node.locator('title').textContent()) ?? '')![1]!;
    expect(await violations(page)).toEqual([]);
    for (const way of ['mouse', 'keyboard']) {
      if (way === 'mouse') await node.click();
      else {
        await node.focus();
        await page.keyboard.press('Enter');
      }
      await variant(name, 1).waitFor();
      expect([way, await page.evaluate('document.activeElement.textContent')]).toEqual([way, expect.stringContaining(name)]);
      await page.keyboard.press('Enter');
      await variant(name, 1).waitFor({ state: 'hidden' });
    }
    const step = picture.getByRole('button', { name: /询问/ }).first();
    await step.focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toMatch(/^step-/);
  });

  it.each([['en', '中文', zh], ['zh', 'English', en]] as const)('reads every page in one language: %s', async (language, other, foreign) => {
    await page.evaluate(`localStorage.setItem('jieda.desk.settings', JSON.stringify({ theme: 'auto', language: '${language}' }))`);
    await page.reload();
    const isForeign = spokenIn(foreign, foreign === zh ? en : zh);
    const content = await written();
    for (const place of ['/lexicons/synonyms', '/lexicons/words', '/lexicons/gazetteer', '/lexicons/emotion', '/intents', '/intents/warranty', '/dialogs', '/dialogs/shipping', '/figures', '/tests', '/tests/file/shipping', '/tests/set', '/exchange', '/review', '/releases', '/analytics', '/settings', '/settings/data', '/settings/integrations']) {
      await page.goto(`${server.address}/admin/#${place}`);
      await page.getByRole('button', { name: other }).waitFor();
      await page.getByRole('main').getByRole('heading').first().waitFor();
      await page.waitForLoadState('networkidle');
      for (const details of await page.locator('details').all()) if (place.startsWith('/dialogs/')) await details.evaluate('(one) => { one.open = true; }');
      expect([place, (await shown()).filter((text) => isForeign(text) && !content.has(text))]).toEqual([place, []]);
    }
  });

  /** What people have written themselves: it stays what it is in either language. */
  async function written(): Promise<Set<string>> {
    const files = (await readdir(server.contentPath, { recursive: true })).filter((file) => file.endsWith('.json'));
    const texts = new Set<string>();
    for (const file of files) JSON.parse(await readFile(join(server.contentPath, file), 'utf8'), (key, value) => texts.add(key) && typeof value === 'string' && texts.add(value));
    return texts;
  }

  /** Every text that the page shows or says to whoever cannot see it, content apart. */
  async function shown(): Promise<string[]> {
    return (await page.evaluate(`(() => {
      const texts = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) if (!node.parentElement.closest('script, style, [lang], code')) texts.push(node.textContent);
      for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) for (const name of ['aria-label', 'placeholder', 'title']) texts.push(element.getAttribute(name) ?? '');
      return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
    })()`)) as string[];
  }

  it('meets no error and no violation of the page’s policy', () => {
    expect(complaints).toEqual([]);
  });
});
