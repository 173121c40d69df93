// Takes the pictures of docs/images: plays a customer and an agent against a server that runs (its address is the first argument, the
// one-time link for the first admin the second), and photographs what they see. Needs Debian's chromium.
import { chromium } from 'playwright-core';
import { fileURLToPath } from 'node:url';

const [address, link] = process.argv.slice(2);
if (!address || !link) {
  console.error('usage: node scripts/screenshots.js http://localhost:3000 http://localhost:3000/desk/#/join/…');
  process.exit(2);
}
const images = fileURLToPath(new URL('../docs/images/', import.meta.url));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

async function open(width, height, colorScheme = 'light') {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', deviceScaleFactor: 1.5 });
  return context.newPage();
}

async function openChat(page) {
  await page.goto(`${address}/`);
  await page.getByRole('button', { name: '打开客服聊天' }).click();
  await page.getByRole('log').getByText('解答机器人').first().waitFor();
}

async function say(page, text, answer) {
  await page.getByRole('textbox').fill(text);
  await page.getByRole('textbox').press('Enter');
  await page.getByText(answer).last().waitFor();
}

async function settle(page) {
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(400);
}

const phone = await open(390, 844);
await openChat(phone);
await say(phone, '我上周买的台灯走到哪了', /订单号/);
await say(phone, '202611010001', /杭州转运中心/);
await settle(phone);
await phone.screenshot({ path: `${images}chat-phone.png` });

const night = await open(390, 844, 'dark');
await openChat(night);
await say(night, '网页上传个180M的视频，不让传', /100\s*MB/);
await settle(night);
await night.screenshot({ path: `${images}chat-phone-dark.png` });

const customer = await open(1280, 800);
await openChat(customer);
await say(customer, '我的快递到哪了 202611010005', /武汉/);
await say(customer, '你们这帮骗子！！到底什么时候能到！！', /下一位|前面还有/);

const desk = await open(1440, 900);
await desk.goto(link);
await desk.getByLabel('姓名').fill('小王');
await desk.getByLabel('工号').fill('1001');
await desk.getByLabel('登录名').fill('wang');
await desk.locator('input[name=password]').fill('自己记得住的一句长话');
await desk.getByRole('button', { name: '创建账号并进入' }).click();
await desk.getByText('排队中').first().click();
await desk.getByText(/^访客/).first().click();
await desk.getByText('情绪变化').waitFor();
await settle(desk);
await desk.getByRole('button', { name: /^接待/ }).last().click();
await desk.getByLabel('回复客户').fill('您好，我是小王，包裹在武汉停了几天，我正在催，20:00 前给您回复。');
await desk.getByLabel('回复客户').press('Enter');
await customer.getByText(/我正在催/).last().waitFor();
await settle(desk);
await desk.screenshot({ path: `${images}desk.png` });
await desk.emulateMedia({ colorScheme: 'dark' });
await settle(desk);
await desk.screenshot({ path: `${images}desk-dark.png` });
await settle(customer);
await customer.screenshot({ path: `${images}overview.png` });
await browser.close();
