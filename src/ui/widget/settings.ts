import type { SiteIdentity } from '../../contract/visitor.ts';
import type { Language } from './words.ts';

export type Theme = 'auto' | 'light' | 'dark';

/** What a site may set in `window.JiedaSettings`, or as `data-…` on the script element (the script's own attributes win). */
export interface SiteSettings {
  identity?: SiteIdentity;
  language?: Language;
  theme?: Theme;
  /** Where Jieda runs; by default where this script came from. */
  origin?: string;
  /** The line beside the launcher; empty for none. */
  greeting?: string;
  /** Design tokens to override, without `--jd-`: `{ brand: '#0a7' }`. */
  tokens?: Record<string, string>;
}

export interface Settings {
  identity: SiteIdentity | undefined;
  language: Language;
  theme: Theme;
  origin: string;
  greeting: string | undefined;
  tokens: Record<string, string>;
}

/** The part of a script element that settings are read from. */
export interface ScriptSource {
  readonly src: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
}

/** Settings of the page, the script's attributes and the defaults, merged; what has the wrong form counts as absent. */
export function readSettings(site: SiteSettings, script: ScriptSource | null, pageOrigin: string): Settings {
  const data = script?.dataset ?? {};
  return {
    identity: (parsed(data.identity) as SiteIdentity | undefined) ?? site.identity,
    language: (data.language ?? site.language) === 'en' ? 'en' : 'zh',
    theme: oneOf(data.theme ?? site.theme),
    origin: originOf(data.origin ?? site.origin ?? script?.src ?? '', pageOrigin),
    greeting: data.greeting ?? site.greeting,
    tokens: (parsed(data.tokens) as Record<string, string> | undefined) ?? site.tokens ?? {},
  };
}

function oneOf(theme: string | undefined): Theme {
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
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
