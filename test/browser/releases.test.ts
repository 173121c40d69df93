import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { silentLog } from '../../src/base/log.ts';
import { PROJECT_PATH } from '../../src/base/config.ts';
import type { IntentDocument } from '../../src/contract/content/intent.ts';
import { openServing } from '../../src/conversation/serving.ts';
import { learnHere } from '../../src/studio/learning.ts';
import { publish } from '../../src/studio/publish.ts';
import { train } from '../../src/studio/release.ts';
import { ContentDraft } from '../../src/storage/content.ts';
import { studioServer, type StudioServer } from '../server/studio/support.ts';
import { violations } from '../support/axe.ts';
import { DESKTOP, openBrowser, openWindow, PHONE } from '../support/browser.ts';

const UI_PATH = process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui');
const TEXT = '宇宙飞船票怎么退';

describe('an admin who trains and publishes', () => {
  let server: StudioServer;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    server = await studioServer({}, UI_PATH);
    for (const file of await readdir(join(server.contentPath, 'intents'))) {
      const path = join(server.contentPath, 'intents', file);
      const document = JSON.parse(await readFile(path, 'utf8')) as IntentDocument;
      await writeFile(path, JSON.stringify({ ...document, rules: [], examples: document.examples.slice(0, 12) }));
    }
    await writeFile(join(server.contentPath, 'data/testset.tsv'), `${TEXT}\twarranty\n你好\tgreeting\n快递到哪了\tshipping_status\n`);
    const { storage, clock } = server.runtime;
    const { number } = await train(storage, new ContentDraft(server.contentPath), clock, undefined, { learning: learnHere });
    await publish(storage, number, { at_ms: 1, id: null, address: null });
    // What serves here is what is published, as on a node.
    const serving = openServing(storage, silentLog);
    await serving.refresh();
    Object.assign(server.runtime.serving, serving);
    server.runtime.events.subscribe((event) => void (event.type === 'release' && serving.refresh()));
    browser = await openBrowser();
    ({ page } = await openWindow(browser));
    await page.goto(`${server.address}/admin/#/releases`);
    await page.locator('input[name=login]').fill('person1');
    await page.locator('input[name=password]').fill('long-enough-1');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { name: '训练与发布' }).waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const call = (method: string, path: string, body?: unknown) => server.call(method, path, { session: server.admin, ...(body !== undefined && { body }) });
  const intentOf = async (text: string) => (await call('POST', '/api/v1/studio/understand', { text })).body.meaning.intent;

  it('sees what the draft changes, trains it, and looks at the figures', async () => {
    const { document } = (await call('GET', '/api/v1/studio/intents/warranty')).body;
    const more = ['宇宙飞船票怎么退', '宇宙飞船票能退吗', '我的宇宙飞船票想退', '宇宙飞船的票如何退'].map((text) => ({ text, emotion: 'calm' }));
    await call('PUT', '/api/v1/studio/intents/warranty', { document: { ...document, examples: [...document.examples, ...more] } });
    await page.reload();
    await page.getByText('增 4').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '训练新版本' }).click();
    await page.getByRole('link', { name: '查看版本 2' }).first().click({ timeout: 180_000 });
    await page.getByRole('heading', { name: '版本 2' }).waitFor();
    for (const view of ['混淆', '会话测试', '影子运行', '指标']) {
      await page.getByRole('button', { name: view, exact: true }).click();
      expect([view, await violations(page)]).toEqual([view, []]);
    }
  });

  it('publishes with a reason below the gate, and the same sentence is understood otherwise; rolls back, and it is as before', async () => {
    const before = await intentOf(TEXT);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    const go = page.getByRole('button', { name: '发布版本 2' });
    const reason = page.getByLabel('为什么仍要发布');
    await page.getByText('之后的每一句客户消息都由版本 2').waitFor();
    if (await reason.isVisible()) await reason.fill('试运行');
    expect(await violations(page)).toEqual([]);
    await go.click();
    await page.getByText('线上', { exact: true }).first().waitFor();
    expect([before === 'warranty', await intentOf(TEXT)]).toEqual([false, 'warranty']);
    await page.goto(`${server.address}/admin/#/releases`);
    await page.getByRole('button', { name: '回滚到版本 1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '回滚到版本 1' }).click();
    await page.getByText('已回滚到版本 1。').waitFor();
    expect(await intentOf(TEXT)).toBe(before);
  });

  it('reads everything on a phone and in the dark', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize(PHONE);
    await page.getByText('已回滚到版本 1。').waitFor({ state: 'detached' });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await page.setViewportSize(DESKTOP);
  });
});
