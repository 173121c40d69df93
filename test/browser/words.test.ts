import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { studioServer, type StudioServer } from '../server/studio/support.ts';
import { violations } from '../support/axe.ts';
import { openBrowser, openWindow } from '../support/browser.ts';
import { asAdmin, keepExamples, saves } from './support.ts';

const UI_PATH = process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui');
/** Nobody has written of it yet. */
const CLOCK = '翻页时钟';

describe('a support manager who teaches the bot words', () => {
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
  const content = async (path: string) => JSON.parse(await readFile(join(server.contentPath, path), 'utf8'));
  /** What the page says of a sentence: what stands beside `head`. */
  const tries = async (sentence: string) => page.getByLabel('试一句', { exact: true }).fill(sentence);
  const says = (head: string, text: string) => page.locator(`dt:text-is("${head}") + dd`).getByText(text, { exact: true }).waitFor();
  const inHistory = async (...words: string[]) => {
    await page.getByRole('button', { name: '历史', exact: true }).first().click();
    const dialog = page.getByRole('dialog', { name: '历史' });
    await dialog.getByRole('button', { name: /人员1/ }).first().click();
    for (const word of words) await dialog.getByText(word).first().waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  };

  describe('in the lexicons', () => {
    it('adds a word of the trade, sees that it is no longer cut apart before it is saved, and finds it in the history', async () => {
      await go('/lexicons/words', '词库');
      await tries(`${CLOCK}怎么退`);
      await says('切成', '时钟');
      await page.getByRole('textbox', { name: /^新词/ }).fill(CLOCK);
      await page.getByRole('button', { name: '加入', exact: true }).click();
      await says('切成', CLOCK);
      await page.getByRole('textbox', { name: `“${CLOCK}”的标签` }).fill('商品');
      await page.getByPlaceholder('查找').fill(CLOCK);
      expect(await violations(page)).toEqual([]);
      await saves(page);
      expect((await content('data/lexicons/words.json'))[0]).toEqual({ word: CLOCK, tag: '商品' });
      await inHistory(CLOCK);
    });

    it('removes it again', async () => {
      await page.getByRole('button', { name: `删除“${CLOCK}”` }).click();
      await page.getByText('没有符合的词。').waitFor();
      await says('切成', '时钟');
      await saves(page);
      expect(JSON.stringify(await content('data/lexicons/words.json'))).not.toContain(CLOCK);
    });

    it('makes a group of words that mean the same, lets another one stand for it, and keeps at least two in it', async () => {
      await page.getByRole('link', { name: '同义词' }).click();
      const field = page.getByRole('textbox', { name: /^新的一组/ });
      await field.fill('数码钟、翻页钟、flip clock');
      await page.getByRole('button', { name: '加一组' }).click();
      await tries('Flip clock 坏了');
      await says('当作', 'flip clock → 数码钟');
      await page.getByRole('button', { name: '翻页钟', exact: true }).click();
      await says('当作', 'flip clock → 翻页钟');
      const chips = page.getByRole('list').filter({ has: page.getByRole('textbox', { name: '给“翻页钟”加词' }) }).last();
      await chips.getByRole('textbox').fill('翻牌钟');
      await chips.getByRole('textbox').press('Enter');
      for (const word of ['数码钟', '翻牌钟']) await chips.getByRole('button', { name: `删除“${word}”` }).click();
      expect(await chips.getByRole('button', { name: /^删除/ }).count()).toBe(0);
      await saves(page);
      expect((await content('data/lexicons/synonyms.json')).at(-1)).toEqual(['翻页钟', 'flip clock']);
      await inHistory('flip clock');
      await page.getByRole('button', { name: '删除“翻页钟”这一组' }).click();
      await saves(page);
      expect(JSON.stringify(await content('data/lexicons/synonyms.json'))).not.toContain('flip clock');
    });

    it('pastes names of things, is told which lines are none, and is asked before they are lost', async () => {
      await page.getByRole('link', { name: '名称', exact: true }).click();
      await page.getByRole('button', { name: '批量粘贴' }).click();
      await page.getByRole('textbox', { name: '批量粘贴' }).fill('product、桌面风扇、小风扇、USB风扇\nproduct、护眼台灯\n什么都不是\n');
      await page.getByText('加入 1 行，已经有的 1 行。').waitFor();
      await page.getByText(/1 行看不懂：\s*什么都不是/).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: '加入 1 行', exact: true }).click();
      await tries('usb风扇什么时候有货');
      await says('说的是', 'usb风扇 → 商品 · 桌面风扇');
      const asked = page.waitForEvent('dialog').then(async (dialog) => {
        await dialog.dismiss();
        return dialog.message();
      });
      await page.getByRole('link', { name: '情绪词' }).click();
      expect(await asked).toBe('有改动还没有保存，确定离开吗？');
      await saves(page);
      expect((await content('data/lexicons/gazetteer.json')).product['桌面风扇']).toEqual(['小风扇', 'USB风扇']);
    });

    it('adds a thing with its names one by one, in a class of its own, and removes it', async () => {
      await page.getByRole('combobox', { name: '哪一类' }).selectOption({ label: '新的一类…' });
      await page.getByRole('textbox', { name: /^类别编号/ }).fill('colour');
      await page.getByRole('textbox', { name: /^标准名称/ }).fill('藏青');
      await page.getByRole('button', { name: '加入', exact: true }).click();
      const names = page.getByRole('textbox', { name: '给“藏青”加词' });
      await names.fill('藏蓝 深蓝');
      await names.press('Enter');
      await tries('有没有深蓝的');
      await says('说的是', '深蓝 → colour · 藏青');
      await saves(page);
      expect((await content('data/lexicons/gazetteer.json')).colour).toEqual({ 藏青: ['藏蓝', '深蓝'] });
      await page.getByRole('button', { name: '删除“藏青”' }).click();
      await saves(page);
      expect(await content('data/lexicons/gazetteer.json')).not.toHaveProperty('colour');
    });

    it('gives a word of anger its strength, tries a pattern, and is told of one that is none', async () => {
      await page.getByRole('link', { name: '情绪词' }).click();
      await page.getByRole('textbox', { name: /^新的情绪词/ }).fill('差劲');
      await page.getByText('已经在词库里，或者太短、太长。').waitFor();
      await page.getByRole('textbox', { name: /^新的情绪词/ }).fill('闹心透了');
      await page.getByRole('combobox', { name: '情绪', exact: true }).first().selectOption({ label: '不满' });
      await page.getByRole('button', { name: '加入', exact: true }).click();
      await page.getByRole('combobox', { name: '“闹心透了”的强度' }).selectOption('4');
      await page.getByRole('button', { name: '加一个句式' }).first().click();
      const pattern = page.getByRole('textbox', { name: '正则表达式' }).nth((await content('data/lexicons/emotion.json')).patterns.length);
      await pattern.fill('再不.{0,4}就(');
      await tries('闹心透了，再不发就找你们经理');
      await page.getByText(/里面有：.*闹心透了/).waitFor();
      await page.getByText('这不是有效的 RE2 正则。').waitFor();
      await pattern.fill('再不.{0,4}就');
      await page.getByText('这不是有效的 RE2 正则。').waitFor({ state: 'detached' });
      await page.getByText(/符合 [1-9] 个句式。/).waitFor();
      await page.getByPlaceholder('查找').fill('闹心透了');
      expect(await violations(page)).toEqual([]);
      await saves(page);
      expect((await content('data/lexicons/emotion.json')).upset['闹心透了']).toBe(4);
    });
  });

  describe('in the intents', () => {
    const EXAMPLE = `${CLOCK}坏了能修吗`;
    const row = (text: string): Locator => page.getByRole('listitem').filter({ has: page.getByRole('checkbox', { name: `选择：${text}`, exact: true }) });
    /** Drags the mouse over a part of an example; it is long enough to see from its width where a character stands. */
    const marks = async (field: Locator, from: number, to: number) => {
      const size = Number.parseFloat(await page.evaluate('getComputedStyle(document.body).fontSize'));
      const { x, y, height } = (await field.boundingBox())!;
      const at = (index: number) => x + 7 + index * size;
      await page.mouse.move(at(from), y + height / 2);
      await page.mouse.down();
      await page.mouse.move(at(to), y + height / 2, { steps: 4 });
      await page.mouse.up();
    };

    it('makes an intent, and writes what customers say', async () => {
      await go('/intents', '意图');
      await page.getByRole('button', { name: '新意图' }).click();
      const dialog = page.getByRole('dialog', { name: '新意图' });
      await dialog.getByLabel('名称', { exact: true }).fill('修钟表');
      await dialog.getByLabel('编号（小写英文）').fill('Clock');
      await dialog.getByText('只用小写英文字母、数字和下划线，以字母开头。').waitFor();
      await dialog.getByLabel('编号（小写英文）').fill('thanks');
      await dialog.getByText('已经有这个编号。').waitFor();
      await dialog.getByLabel('编号（小写英文）').fill('clock_repair');
      expect(await violations(page)).toEqual([]);
      await dialog.getByRole('button', { name: '创建并写例句' }).click();
      await page.getByRole('heading', { name: '修钟表', level: 1 }).waitFor();
      const field = page.getByRole('textbox', { name: '写一句客户会说的话' });
      await field.fill(EXAMPLE);
      await field.press('Enter');
      await row(EXAMPLE).waitFor();
      await saves(page);
    });

    it('says with the mouse what a piece of a sentence names; it is kept, and known everywhere', async () => {
      await marks(row(EXAMPLE).getByRole('textbox', { name: '例句' }), 0, CLOCK.length);
      await page.getByRole('button', { name: `“${CLOCK}”是…` }).click();
      const dialog = page.getByRole('dialog', { name: `“${CLOCK}”是什么` });
      await dialog.getByRole('combobox', { name: '哪一类' }).selectOption({ label: '商品' });
      expect(await violations(page)).toEqual([]);
      await dialog.getByRole('button', { name: '加入', exact: true }).click();
      await row(EXAMPLE).getByText('商品').waitFor();
      await page.reload();
      await row(EXAMPLE).getByText('商品').waitFor();
      expect((await content('data/lexicons/gazetteer.json')).product[CLOCK]).toEqual([]);
      await go('/lexicons/gazetteer', '词库');
      await inHistory(CLOCK);
    });

    it('is told while typing that a sentence is there already, or nearly', async () => {
      await go('/intents/clock_repair', '修钟表');
      const field = page.getByRole('textbox', { name: '写一句客户会说的话' });
      await field.fill(EXAMPLE);
      await page.getByText('“修钟表”里已经有这一句。').waitFor();
      await field.fill(`${EXAMPLE}呢`);
      await page.getByText(`与“修钟表”里的“${EXAMPLE}”很像。`).waitFor();
      await field.fill('');
    });

    it('mends an example where it stands, marks how its writer feels, and removes another', async () => {
      const field = page.getByRole('textbox', { name: '写一句客户会说的话' });
      for (const text of ['钟不走了', '表针掉了怎么办']) {
        await field.fill(text);
        await field.press('Enter');
        await row(text).waitFor();
      }
      await row('钟不走了').getByRole('textbox', { name: '例句' }).fill('钟又不走了');
      await row('钟又不走了').getByRole('combobox', { name: '情绪' }).selectOption({ label: '不满' });
      await row('表针掉了怎么办').getByRole('button', { name: '删除' }).click();
      await saves(page);
      await page.reload();
      await row('钟又不走了').waitFor();
      expect((await content('intents/clock_repair.json')).examples).toEqual([{ text: '钟又不走了', emotion: 'upset' }, { text: EXAMPLE, emotion: 'calm' }]);
      expect(await violations(page)).toEqual([]);
    });

    it('moves an example to another intent', async () => {
      await row('钟又不走了').getByRole('checkbox').check();
      await page.getByRole('combobox', { name: '移到哪个意图' }).selectOption({ value: 'warranty' });
      await page.getByRole('button', { name: '移动', exact: true }).click();
      await page.getByText(/^已把 1 句移到/).waitFor();
      expect([await row('钟又不走了').count(), JSON.stringify(await content('intents/warranty.json')).includes('钟又不走了')]).toEqual([0, true]);
    });

    it('removes an intent only after a look at what names it', async () => {
      await page.getByRole('button', { name: '删除', exact: true }).first().click();
      const dialog = page.getByRole('dialog', { name: '删除“修钟表”' });
      await dialog.getByText('它的 1 句例句会一起删除；历史还在，可以恢复。').waitFor();
      expect(await violations(page)).toEqual([]);
      await dialog.getByRole('button', { name: '取消' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '删除', exact: true }).first().click();
      await dialog.getByRole('button', { name: '删除' }).click();
      await page.getByRole('heading', { name: '意图', exact: true, level: 1 }).waitFor();
      await page.getByRole('link', { name: '感谢' }).waitFor();
      expect(await page.getByRole('link', { name: '修钟表' }).count()).toBe(0);
      await go('/intents/thanks', '感谢');
      await page.getByRole('button', { name: '删除', exact: true }).first().click();
      await page.getByText('这些对话还在用它，请先改：').waitFor();
      expect(await page.getByRole('dialog').getByRole('button', { name: '删除' }).isDisabled()).toBe(true);
    });
  });

  it('meets no error and no violation of the page’s policy', () => {
    expect(complaints).toEqual([]);
  });
});
