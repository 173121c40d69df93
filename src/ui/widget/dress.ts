import tokens from '../shared/tokens.css?inline';
import type { Appearance } from './look.ts';
import base from './style/base.css?inline';
import card from './style/card.css?inline';
import compose from './style/compose.css?inline';
import launcher from './style/launcher.css?inline';
import options from './style/options.css?inline';
import panel from './style/panel.css?inline';
import rating from './style/rating.css?inline';
import thread from './style/thread.css?inline';

/** A constructed sheet is no inline style, so that a strict content policy of the site lets it pass. */
export function dressRoot(root: ShadowRoot): void {
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

/** Puts an appearance onto the host, and the next one in its place; theme `auto` goes with the system, also when it changes. */
export function dresser(host: HTMLElement): (appearance: Appearance) => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let worn: string[] = [];
  let latest: Appearance | undefined;
  const apply = (): void => {
    if (!latest) return;
    const { theme, properties } = latest;
    const scheme = theme === 'auto' ? (dark.matches ? 'dark' : 'light') : theme;
    host.dataset.theme = scheme;
    for (const name of worn) host.style.removeProperty(name);
    const wanted = properties(scheme);
    // One value each: whatever else stands in it, the browser takes none of it.
    for (const [name, value] of wanted) host.style.setProperty(name, value);
    worn = wanted.map(([name]) => name);
  };
  dark.addEventListener?.('change', apply);
  return (appearance) => {
    latest = appearance;
    apply();
  };
}
