import { writeFileSync } from 'node:fs';
import { smallPng } from './smallPng.js';

/** How a page is looked at: the size of the window in CSS px, and its colours. */
export const VIEWS = { light: [1440, 900, 'light'], dark: [1440, 900, 'dark'], phone: [390, 844, 'light'], 'phone-dark': [390, 844, 'dark'] };

/** Opens a place in a window of its own at the instant `now`, does what comes first, and keeps the picture of it. `session`: whose window it is; null: nobody's. */
export async function photograph(browser, { file, address, place, session, now, prepare, view }) {
  const [width, height, colorScheme] = VIEWS[view];
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', hasTouch: width < 768 });
  if (session !== null) await context.addCookies([{ name: 'jieda_session', value: session.split('=')[1], url: address }]);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.clock.setSystemTime(now);
  await page.goto(`${address}${place}`, { waitUntil: 'networkidle' });
  await prepare?.(page);
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(600);
  writeFileSync(file, smallPng(await page.screenshot()));
  await context.close();
}
