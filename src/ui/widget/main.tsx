import { render } from 'preact';
import tokens from '../shared/tokens.css?inline';
import { Chat } from './chat.ts';
import { linkTo } from './liveLink.ts';
import { readSettings, type Settings, type SiteSettings } from './settings.ts';
import { Shelf, type BrowserStorage } from './shelf.ts';
import base from './style/base.css?inline';
import card from './style/card.css?inline';
import compose from './style/compose.css?inline';
import launcher from './style/launcher.css?inline';
import options from './style/options.css?inline';
import panel from './style/panel.css?inline';
import rating from './style/rating.css?inline';
import thread from './style/thread.css?inline';
import { App, type Control } from './view/App.tsx';

declare global {
  interface Window {
    JiedaSettings?: SiteSettings;
    Jieda?: Control;
  }
}

/** A page opens many pages; the connection for unread messages may wait until each has settled. */
const RETURN_MS = 1_000;
const PAGE_LENGTH_MAX = 500;

// Two embed lines on one page are one widget.
if (!window.Jieda) {
  const script = document.currentScript as HTMLScriptElement | null;
  const settings = readSettings(window.JiedaSettings ?? {}, script, location.origin);
  // Whatever the page asks for before the screen stands is done as soon as it does.
  let asked: (control: Control) => void = () => undefined;
  window.Jieda = {
    open: (options) => (asked = (control) => control.open(options)),
    close: () => (asked = () => undefined),
  };
  const begin = (): void =>
    mount(settings, (control) => {
      window.Jieda = control;
      asked(control);
    });
  if (document.body) begin();
  else document.addEventListener('DOMContentLoaded', begin);
}

function mount(settings: Settings, onReady: (control: Control) => void): void {
  const shelf = new Shelf(browserStorage(), `jieda:${settings.origin}:`);
  const chat = new Chat(linkTo(settings.origin), shelf, () => ({
    ...(settings.identity && { identity: settings.identity }),
    // The query of an address may hold what is nobody's business.
    page: (location.origin + location.pathname).slice(0, PAGE_LENGTH_MAX),
  }));
  const host = document.createElement('jieda-widget');
  const root = host.attachShadow({ mode: 'open' });
  dress(root);
  follow(settings, host);
  document.body.append(host);
  render(<App chat={chat} settings={settings} shelf={shelf} host={host} onReady={onReady} />, root);

  window.addEventListener('storage', (event) => {
    // A null key: everything was cleared.
    if (event.key === null || event.key.startsWith(shelf.prefix)) chat.shelfChanged();
  });
  if (chat.known) setTimeout(() => chat.start(), RETURN_MS);
}

/** A constructed sheet is no inline style, so that a strict content policy of the site lets it pass. */
function dress(root: ShadowRoot): void {
  const css = [tokens, base, launcher, panel, thread, card, rating, options, compose].join('');
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Safari before 16.4.
    const style = document.createElement('style');
    style.textContent = css;
    root.append(style);
  }
}

/** Theme and tokens of the site; `auto` goes with the system, also when it changes. */
function follow(settings: Settings, host: HTMLElement): void {
  for (const [name, value] of Object.entries(settings.tokens)) host.style.setProperty(`--jd-${name}`, value);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    host.dataset.theme = settings.theme === 'auto' ? (dark.matches ? 'dark' : 'light') : settings.theme;
  };
  apply();
  dark.addEventListener?.('change', apply);
}

function browserStorage(): BrowserStorage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
