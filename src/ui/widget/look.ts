import type { PublicLook } from '../../contract/look.ts';
import { oneOf, type Settings, type Side, type Theme } from './settings.ts';
import type { Shelf } from './shelf.ts';
import type { Language } from './words.ts';

/** What the studio says about the look. On the shelf lies what anything on the page's origin may have written, or an older server: nothing in it is certain. */
export type Look = Partial<PublicLook>;

/** Words in the place of the widget's own; empty: none. */
export interface Texts {
  title: string | undefined;
  greeting: string | undefined;
  launcher: string | undefined;
}

/** How the widget looks on this page. */
export interface Appearance {
  language: Language;
  theme: Theme;
  side: Side;
  /** Address of the bot's picture. */
  avatar: string | undefined;
  texts: Record<Language, Texts>;
  /** Custom properties of the host in a scheme. */
  properties(scheme: 'light' | 'dark'): [name: string, value: string][];
}

/** What the site says, where it does not what the studio says, and else what the widget is by itself. */
export function appearanceOf(site: Settings, look: Look = {}): Appearance {
  const textsOf = (language: Language): Texts => ({
    title: site.title ?? look.title?.[language] ?? undefined,
    greeting: site.greeting ?? look.greeting?.[language] ?? undefined,
    launcher: site.launcher ?? look.launcher?.[language] ?? undefined,
  });
  return {
    language: site.language ?? oneOf(look.language, 'zh', 'en') ?? 'zh',
    theme: site.theme ?? oneOf(look.theme, 'auto', 'light', 'dark') ?? 'auto',
    side: site.side ?? oneOf(look.side, 'right', 'left') ?? 'right',
    avatar: look.avatar ? `${site.origin}/api/v1/visitor/look/pictures/${look.avatar}` : undefined,
    texts: { zh: textsOf('zh'), en: textsOf('en') },
    properties: (scheme) => [
      // The colours that follow from one brand colour do not go with another.
      ...(site.tokens.brand ? [] : named(look[scheme])),
      ...pixels({ '--side': look.edge?.side, '--bottom': look.edge?.bottom, '--jd-radius-bubble': look.radius }),
      ...pixels({ '--jd-radius': half(look.radius), '--jd-radius-small': half(half(look.radius)) }),
      ...named(site.tokens),
    ],
  };
}

const half = (size: number | null | undefined): number | undefined => (typeof size === 'number' ? size / 2 : undefined);

const named = (tokens: Record<string, string> | null | undefined): [string, string][] => Object.entries(tokens ?? {}).map(([name, value]) => [`--jd-${name}`, value]);

function pixels(sizes: Record<string, number | null | undefined>): [string, string][] {
  return Object.entries(sizes).flatMap(([name, size]): [string, string][] => (typeof size === 'number' ? [[name, `${size}px`]] : []));
}

/** The part of the document that tells whether somebody looks at the page. */
export interface Seen {
  readonly hidden: boolean;
  addEventListener(name: 'visibilitychange', listener: () => void): void;
}

const KEY = 'look';
/** So long the first page of a new customer waits for the look; later ones have it on the shelf. */
const WAIT_MS = 500;
const ANSWER_MS = 5_000;
/** How often a page that stays open asks again. */
const AGAIN_MS = 240_000;

/**
 * Calls `show` at once with what is remembered, or as soon as the server has answered, or after a moment without a look; and again
 * whenever the look has changed. Where the server does not answer, what is remembered holds.
 */
export function keepLook(origin: string, shelf: Shelf, page: Seen, show: (look: Look | undefined) => void): void {
  let known = shelf.get(KEY);
  let shown = false;
  const draw = (): void => {
    shown = true;
    show(parsed(known));
  };
  const ask = async (): Promise<void> => {
    const fresh = await fetchLook(origin);
    const changed = fresh !== undefined && fresh !== known;
    if (changed) shelf.set(KEY, (known = fresh));
    if (changed || !shown) draw();
  };
  if (known) draw();
  else setTimeout(() => shown || draw(), WAIT_MS);
  void ask();
  const askSeen = (): void => {
    if (!page.hidden) void ask();
  };
  setInterval(askSeen, AGAIN_MS);
  page.addEventListener('visibilitychange', askSeen);
}

/** The look as JSON; `undefined` when the server does not say. */
async function fetchLook(origin: string): Promise<string | undefined> {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ANSWER_MS);
  try {
    const response = await fetch(`${origin}/api/v1/visitor/look`, { signal: controller.signal });
    const { look } = (await response.json()) as { look?: Look };
    return look && JSON.stringify(look);
  } catch {
    return undefined;
  }
}

function parsed(json: string | null): Look | undefined {
  try {
    const look: unknown = JSON.parse(json ?? '');
    return typeof look === 'object' && look !== null ? look : undefined;
  } catch {
    return undefined;
  }
}
