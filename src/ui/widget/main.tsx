import { render } from 'preact';
import { Chat } from './chat.ts';
import { dresser, dressRoot } from './dress.ts';
import { linkTo } from './liveLink.ts';
import { appearanceOf, keepLook, type Look } from './look.ts';
import { readSettings, type Settings, type SiteSettings } from './settings.ts';
import { Shelf, type BrowserStorage } from './shelf.ts';
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
  dressRoot(root);
  document.body.append(host);
  const dress = dresser(host);
  keepLook(settings.origin, shelf, document, (look: Look | undefined) => {
    const appearance = appearanceOf(settings, look);
    dress(appearance);
    render(<App chat={chat} appearance={appearance} shelf={shelf} host={host} onReady={onReady} />, root);
  });

  window.addEventListener('storage', (event) => {
    // A null key: everything was cleared.
    if (event.key === null || event.key.startsWith(shelf.prefix)) chat.shelfChanged();
  });
  if (chat.known) setTimeout(() => chat.start(), RETURN_MS);
}

function browserStorage(): BrowserStorage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
