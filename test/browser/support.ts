import type { Locator, Page } from 'playwright-core';

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
