import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { IntentDocument } from '../../src/contract/content/intent.ts';

/** The chat as a customer sees it. */
export class Chat {
  readonly page: Page;
  readonly log: Locator;

  constructor(page: Page) {
    this.page = page;
    this.log = page.getByRole('log');
  }

  async open(address: string): Promise<void> {
    await this.page.goto(`${address}/`);
    // Not waitForFunction: it evaluates text inside the page, which the page's policy forbids.
    await this.page.getByRole('button', { name: '打开客服聊天' }).first().waitFor();
    await this.page.evaluate('window.Jieda.open()');
    await this.log.getByText('解答机器人').first().waitFor();
  }

  async say(text: string): Promise<void> {
    const box = this.page.getByRole('textbox');
    await box.fill(text);
    await box.press('Enter');
  }

  /** Waits until a line with this text is in the chat; the page around it may say the same words. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByRole('dialog').getByText(text).last().waitFor({ timeout: 30_000 });
  }

  /** How often a line stands in the conversation. */
  count(text: string): Promise<number> {
    return this.log.getByText(text, { exact: true }).count();
  }
}

/** Creates the account that a one-time link allows, and ends at the desk. */
export async function joinDesk(page: Page, address: string, link: string, person: { name: string; workerNumber: string; login: string }): Promise<void> {
  await page.goto(address + link);
  await page.getByLabel('姓名').fill(person.name);
  await page.getByLabel('工号').fill(person.workerNumber);
  await page.getByLabel('登录名').fill(person.login);
  await page.locator('input[name=password]').fill('自己记得住的一句长话');
  await page.getByRole('button', { name: '创建账号并进入' }).click();
  await page.getByText('排队中').first().waitFor();
}

/** Leaves the first examples of each intent of a draft: checks that look at all of them take a fraction of their time. */
export async function keepExamples(contentPath: string, count: number): Promise<void> {
  const folder = join(contentPath, 'intents');
  for (const file of await readdir(folder)) {
    const document = JSON.parse(await readFile(join(folder, file), 'utf8')) as IntentDocument;
    await writeFile(join(folder, file), JSON.stringify({ ...document, examples: document.examples.slice(0, count) }));
  }
}

/** An admin who signed in already: the cookie that proves it comes into the window of `page`. */
export async function asAdmin(page: Page, { address, admin }: { address: string; admin: string }): Promise<void> {
  const [name, value] = admin.split('=') as [string, string];
  await page.context().addCookies([{ name, value, url: address }]);
}

/** Saves, and waits until the page says so: then nothing is left to save. */
export async function saves(page: Page): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().method() === 'PUT');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await answer;
  await page.getByText('已保存', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: '保存', exact: true, disabled: true }).waitFor();
}
