import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { silentLog } from '../../src/base/log.ts';
import type { IntentDocument } from '../../src/contract/content/intent.ts';
import { OUT_OF_SCOPE } from '../../src/contract/meaning.ts';
import { openServing } from '../../src/conversation/serving.ts';
import { ContentDraft } from '../../src/storage/content.ts';
import { learnHere } from '../../src/studio/learning.ts';
import { publish } from '../../src/studio/publish.ts';
import { train } from '../../src/studio/release.ts';
import { studioServer, type StudioServer } from '../server/studio/support.ts';
import { openBrowser, openWindow } from '../support/browser.ts';

const UI_PATH = process.env['JIEDA_TEST_UI'] ?? join(PROJECT_PATH, 'dist/ui');

/** What the desk knows at noon: so many examples of each intent, and nothing of invoices but these. */
const KNOWN = 12;
const INTENT = 'invoice';
const LOGGED = 200;
/** What is said of invoices, and not known before the afternoon. */
const LEARNT = /[票抬税稅开開發发报報单單据據]/;
/** Sentences of invoices that are neither known, nor logged: what is not understood at noon should be in the evening. */
const HELD_OUT = 25;
const CONVERSATION = '标题：问好\n客户：你好\n期望：意图 greeting；不转人工\n';
/** Groups that are labelled, those first that teach most. */
const DECISIONS = 60;
/** Turns of customers while the new release is published. */
const UNDER_LOAD = 60;

describe('an afternoon of an admin', () => {
  let server: StudioServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  /** What each logged sentence means, as the admin knows. */
  const meant = new Map<string, string>();
  const names = new Map<string, string>();
  let heldOut: string[] = [];
  /** Not understood at noon; in the evening the first of them that is by then. */
  const failed: string[] = [];
  let question = '';

  beforeAll(async () => {
    server = await studioServer({}, UI_PATH);
    await knowLittle();
    const { storage, clock } = server.runtime;
    const { number } = await train(storage, new ContentDraft(server.contentPath), clock, undefined, { learning: learnHere });
    await publish(storage, number, { at_ms: 1, id: null, address: null });
    const serving = openServing(storage, silentLog);
    await serving.refresh();
    Object.assign(server.runtime.serving, serving);
    server.runtime.events.subscribe((event) => void (event.type === 'release' && serving.refresh()));
    browser = await openBrowser();
    ({ page, complaints } = await openWindow(browser));
    const [name, value] = server.admin.split('=') as [string, string];
    await page.context().addCookies([{ name, value, url: server.address }]);
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** Takes most examples out of the draft; some of those that are gone become the log. */
  async function knowLittle(): Promise<void> {
    const folder = join(server.contentPath, 'intents');
    for (const file of await readdir(folder)) {
      const document = JSON.parse(await readFile(join(folder, file), 'utf8')) as IntentDocument;
      names.set(document.id, document.name);
      const texts = document.examples.map(({ text }) => text);
      const logged = document.id === INTENT ? texts.filter((text) => LEARNT.test(text)).slice(HELD_OUT, HELD_OUT + 120) : texts.slice(KNOWN, KNOWN + 4);
      if (document.id === INTENT) heldOut = texts.filter((text) => LEARNT.test(text)).slice(0, HELD_OUT);
      for (const text of logged) meant.set(text, document.id);
      const known = document.id === INTENT ? document.examples.filter(({ text }) => !LEARNT.test(text)).slice(0, KNOWN) : document.examples.slice(0, KNOWN);
      await writeFile(join(folder, file), JSON.stringify({ ...document, rules: [], examples: known }));
    }
    await writeFile(join(server.contentPath, 'data/testset.tsv'), `${heldOut.map((text) => `${text}\t${INTENT}\n`).join('')}你好\tgreeting\n`);
    await rm(join(server.contentPath, 'dialogs/conversations'), { recursive: true });
    await mkdir(join(server.contentPath, 'dialogs/conversations'));
    await writeFile(join(server.contentPath, 'dialogs/conversations/hello.txt'), CONVERSATION);
  }

  const visit = async () => (await server.call('POST', '/api/v1/visitor/conversations', { body: {} })).body as { conversationId: string; token: string };
  const intentOf = async (text: string) => (await server.call('POST', '/api/v1/studio/understand', { session: server.admin, body: { text } })).body.meaning.intent as string;
  const ask = async ({ conversationId, token }: { conversationId: string; token: string }, clientId: string, text: string) => {
    const path = `/api/v1/visitor/conversations/${conversationId}/messages`;
    const { status, body } = await server.call('POST', path, { token, body: { clientId, text } });
    expect(status).toBe(200);
    const after = (await server.call('GET', `${path}?after=${body.seq}`, { token })).body.messages as { from: string; text: string }[];
    return after.filter(({ from }) => from === 'bot').map((line) => line.text).join('');
  };
  const releasesOf = async () => {
    const rows = await server.runtime.storage.read.selectFrom('message').select('explanation_json').where('sender', '=', 'bot').where('explanation_json', 'is not', null).execute();
    return new Set(rows.map(({ explanation_json }) => (JSON.parse(explanation_json as string) as { release: number }).release));
  };

  it('brings old logs into the review queue', async () => {
    for (const text of heldOut) if ((await intentOf(text)) !== INTENT) failed.push(text);
    expect(failed.length).toBeGreaterThan(3);
    const log = [...meant.keys()].slice(0, LOGGED);
    await page.goto(`${server.address}/admin/#/exchange`);
    await page.getByText('以前的聊天记录').click();
    await page.locator('input[type=file]').setInputFiles({ name: 'logs.csv', mimeType: 'text/csv', buffer: Buffer.from(`text\n${log.join('\n')}\n`) });
    await page.getByRole('button', { name: `把 ${log.length} 句加入待学习` }).click();
    await page.getByText(/新增 \d+ 句/).first().waitFor({ timeout: 60_000 });
  });

  it('labels them by keyboard, what is alike at once, and puts them into the draft', async () => {
    await page.goto(`${server.address}/admin/#/review`);
    for (let decided = 0; decided < DECISIONS; decided += 1) {
      const shown = page.getByRole('article').first();
      await shown.waitFor();
      const text = (await shown.getAttribute('aria-label')) ?? '';
      const intent = meant.get(text) as string;
      if (intent === OUT_OF_SCOPE) await page.keyboard.press('0');
      else {
        await page.keyboard.press('/');
        await page.getByRole('combobox', { name: '查找意图' }).fill(names.get(intent) ?? '');
        await page.keyboard.press('Enter');
      }
      await page.getByRole('article', { name: text, exact: true }).waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: /^放入草稿/ }).click();
    await page.getByText(/句成为例句。/).waitFor();
    await page.keyboard.press('Escape');
  });

  it('trains, and sees that it got better and that all conversation tests are green', async () => {
    await page.goto(`${server.address}/admin/#/releases/1`);
    await page.getByRole('button', { name: '评测这个版本' }).click();
    await page.getByText('各个意图').first().waitFor({ timeout: 60_000 });
    await page.goto(`${server.address}/admin/#/releases`);
    await page.getByRole('button', { name: '训练新版本' }).click();
    await page.getByRole('link', { name: '查看版本 2' }).first().click({ timeout: 180_000 });
    await page.getByRole('heading', { name: '版本 2' }).waitFor();
    await page.getByRole('button', { name: '会话测试', exact: true }).click();
    await page.getByText('1 段会话全部符合期望。').waitFor();
    await page.getByRole('button', { name: '与线上对比', exact: true }).click();
    await page.getByText(/变好 [1-9]\d* 句，变差/).first().waitFor();
  });

  it('publishes while customers write: each turn is of one release, none is lost, and what failed at noon is answered', async () => {
    const customers = await Promise.all(Array.from({ length: UNDER_LOAD / 6 }, visit));
    let over = false;
    const talking = customers.map(async (customer, index) => {
      const answers: string[] = [];
      for (let turn = 0; turn < 6 || !over; turn += 1) {
        answers.push(await ask(customer, `${index}-${turn}`, '你好'));
        await new Promise((resolve) => setTimeout(resolve, 700));
      }
      return answers;
    });
    try {
      await page.getByRole('button', { name: '发布', exact: true }).click();
      const go = page.getByRole('button', { name: '发布版本 2' });
      await page.getByText('之后的每一句客户消息都由版本 2').waitFor();
      const reason = page.getByLabel('为什么仍要发布');
      if (await reason.isVisible()) await reason.fill('下午学会了开发票');
      await go.click();
      await page.getByText('线上', { exact: true }).first().waitFor();
    } finally {
      over = true;
    }
    const answers = (await Promise.all(talking)).flat();
    expect(answers.every((answer) => answer !== '')).toBe(true);
    expect(await releasesOf()).toEqual(new Set([1, 2]));
    const understood: string[] = [];
    for (const text of failed) if ((await intentOf(text)) === INTENT) understood.push(text);
    expect(understood.length).toBeGreaterThan(failed.length / 3);
    question = understood[0] as string;
    expect(await ask(await visit(), 'evening', question)).toMatch(/发票|抬头/);
  });

  it('rolls back with one click, and everything is as at noon', async () => {
    await page.goto(`${server.address}/admin/#/releases`);
    await page.getByRole('button', { name: '回滚到版本 1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '回滚到版本 1' }).click();
    await page.getByText('已回滚到版本 1。').waitFor();
    expect(await intentOf(question)).not.toBe(INTENT);
    expect(complaints).toEqual([]);
  });
});
