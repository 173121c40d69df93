import type { SiteIdentity } from '../../contract/visitor.ts';
import type { Language } from './words.ts';

export type Theme = 'auto' | 'light' | 'dark';

export type Side = 'right' | 'left';

/**
 * What a site may set in `window.JiedaSettings`, or as `data-…` on the script element (the script's own attributes win). Both win over what
 * is set in the studio.
 */
export interface SiteSettings {
  identity?: SiteIdentity;
  language?: Language;
  theme?: Theme;
  /** Where Jieda runs; by default where this script came from. */
  origin?: string;
  /** The line beside the launcher; empty for none. */
  greeting?: string;
  /** Name of the bot, in the header and beside its lines. */
  title?: string;
  /** Words on the launcher; empty for its sign alone. */
  launcher?: string;
  side?: Side;
  /** Design tokens to override, without `--jd-`: `{ brand: '#0a7' }`. */
  tokens?: Record<string, string>;
}

/** What the site says; `undefined` where it leaves it to the studio. */
export interface Settings {
  identity: SiteIdentity | undefined;
  language: Language | undefined;
  theme: Theme | undefined;
  origin: string;
  greeting: string | undefined;
  title: string | undefined;
  launcher: string | undefined;
  side: Side | undefined;
  tokens: Record<string, string>;
}

/** The part of a script element that settings are read from. */
export interface ScriptSource {
  readonly src: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
}

/** Settings of the page and the script's attributes, merged; what has the wrong form counts as absent. */
export function readSettings(site: SiteSettings, script: ScriptSource | null, pageOrigin: string): Settings {
  const data = script?.dataset ?? {};
  return {
    identity: (parsed(data.identity) as SiteIdentity | undefined) ?? site.identity,
    language: oneOf(data.language ?? site.language, 'zh', 'en'),
    theme: oneOf(data.theme ?? site.theme, 'auto', 'light', 'dark'),
    origin: originOf(data.origin ?? site.origin ?? script?.src ?? '', pageOrigin),
    greeting: data.greeting ?? site.greeting,
    title: data.title ?? site.title,
    launcher: data.launcher ?? site.launcher,
    side: oneOf(data.side ?? site.side, 'right', 'left'),
    tokens: (parsed(data.tokens) as Record<string, string> | undefined) ?? site.tokens ?? {},
  };
}

export function oneOf<Value extends string>(value: string | null | undefined, ...values: Value[]): Value | undefined {
  return values.find((one) => one === value);
}

/** Under a strict policy a page cannot run an inline script, so that objects may come as JSON in an attribute. */
function parsed(json: string | undefined): object | undefined {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function originOf(address: string, pageOrigin: string): string {
  try {
    const { protocol, origin } = new URL(address, pageOrigin);
    return /^https?:$/.test(protocol) ? origin : pageOrigin;
  } catch {
    return pageOrigin;
  }
}
