// Takes the pictures of docs/images/conversations: plays five whole conversations on a phone against a server that runs (its address is
// the argument), and photographs each from its first line to its last. Needs Debian's chromium.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { fileURLToPath } from 'node:url';

const [address] = process.argv.slice(2);
if (!address) {
  console.error('usage: node scripts/screenshots-conversations.js http://localhost:3000');
  process.exit(2);
}
const images = fileURLToPath(new URL('../docs/images/conversations/', import.meta.url));
mkdirSync(images, { recursive: true });

const CONVERSATIONS = {
  delay: ['跑步鞋的快递怎么好几天都没动了', '202611010005', '那大概什么时候能到', '好吧，帮我跟进一下', '13800001357', '谢谢，没别的了'],
  return: ['衬衫袖口开线了，想退', '202611010002', '对', '那双袜子没毛病，一起寄回来邮费怎么算', '知道了，谢谢', '没有了，再见'],
  login: ['登录不上，老提示密码错', '大小写都对', '重置过了，新密码也进不去', '写着账号异常，请联系客服', '好，我等着'],
  upload: ['网页上传一个180M的视频，说太大了', '我用的是谷歌浏览器', '客户端最大能传多大', '我是免费的普通用户', '明白了，解决了，谢谢', '没有了'],
  complaint: ['我要投诉，工号2046的客服挂我电话', '昨天下午三点多，退款问到一半就挂了', '让他给我道歉', '13600008642', '对，没错', '我的投诉处理得怎么样了'],
};

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
for (const [name, lines] of Object.entries(CONVERSATIONS)) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', deviceScaleFactor: 1.5 });
  const page = await context.newPage();
  await page.goto(`${address}/`);
  await page.getByRole('button', { name: '打开客服聊天' }).click();
  await page.getByRole('log').getByText('解答机器人').first().waitFor();
  for (const line of lines) await say(page, line);
  const height = await page.evaluate("document.querySelector('jieda-widget').shadowRoot.querySelector('.log').scrollHeight");
  await page.setViewportSize({ width: 390, height: Math.max(844, height + 190) });
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${images}${name}.png` });
  await context.close();
}
await browser.close();

/** Sends a line, and waits until the bot has answered it and what it looked up has come back. */
async function say(page, text) {
  const field = page.getByRole('textbox');
  if ((await field.count()) === 0) return;
  await field.fill(text);
  await field.press('Enter');
  await page.getByRole('log').locator('.own .bubble').filter({ hasText: text }).last().waitFor();
  await page.getByRole('log').locator('.typing').waitFor({ state: 'detached' });
  await page.waitForTimeout(1_500);
}
