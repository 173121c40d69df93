import { chromium, type Browser, type Page } from 'playwright-core';

/** Where Debian's package puts it. */
const CHROMIUM = process.env['JIEDA_TEST_CHROMIUM'] ?? '/usr/bin/chromium';
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

export type Screen = { width: number; height: number };
export const DESKTOP: Screen = { width: 1440, height: 900 };
export const PHONE: Screen = { width: 390, height: 844 };

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

/** A browser window of its own (own cookies and storage). Whatever goes wrong in its pages is collected in `complaints`. */
export async function openWindow(browser: Browser, screen: Screen = DESKTOP, colorScheme: 'light' | 'dark' = 'light'): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: screen, colorScheme, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', hasTouch: screen === PHONE });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A browser reports every lost connection; the tests cut connections on purpose.
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection|ERR_CONNECTION/.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
}
