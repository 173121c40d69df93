import { describe, expect, it, jest, beforeEach, afterEach } from '@jest/globals';
import { paletteOf } from '../../../src/base/colour.ts';
import { PLAIN_LOOK } from '../../../src/contract/look.ts';
import { look as english } from '../../../src/ui/admin/words/en/look.ts';
import { look as chinese } from '../../../src/ui/admin/words/zh/look.ts';
import { appearanceOf, keepLook, type Look } from '../../../src/ui/widget/look.ts';
import { readSettings, type Settings, type SiteSettings } from '../../../src/ui/widget/settings.ts';
import { Shelf } from '../../../src/ui/widget/shelf.ts';
import { WORDS } from '../../../src/ui/widget/words.ts';
import { FakeStorage } from './fakeStorage.ts';

const HERE = 'https://shop.example';
const site = (page: SiteSettings = {}, dataset: Record<string, string> = {}): Settings => readSettings(page, { src: 'https://support.example/widget.js', dataset }, HERE);
const look = (changes: Look = {}): Look => ({ ...PLAIN_LOOK, light: null, dark: null, ...changes });

describe('the look of a page', () => {
  it('is the widget’s own where nobody says anything', () => {
    for (const given of [undefined, look()]) {
      const { properties, ...rest } = appearanceOf(site(), given);
      const none = { title: undefined, greeting: undefined, launcher: undefined };
      expect(rest).toEqual({ language: 'zh', theme: 'auto', side: 'right', avatar: undefined, texts: { zh: none, en: none } });
      expect(properties('light')).toEqual([]);
    }
  });

  it('is what the studio says, in the language and the scheme that is shown', () => {
    const palette = paletteOf('#c2410c', 'light');
    const given = look({ light: palette, title: { zh: '小鹿', en: null }, greeting: { zh: '', en: 'Hi' }, side: 'left', edge: { side: 8, bottom: 80 }, radius: 8, avatar: 'ab12', language: 'en', theme: 'dark' });
    const appearance = appearanceOf(site(), given);
    expect(appearance).toMatchObject({ language: 'en', theme: 'dark', side: 'left', avatar: 'https://support.example/api/v1/visitor/look/pictures/ab12' });
    expect(appearance.texts).toEqual({ zh: { title: '小鹿', greeting: '', launcher: undefined }, en: { title: undefined, greeting: 'Hi', launcher: undefined } });
    expect(appearance.properties('light')).toEqual(expect.arrayContaining([['--jd-brand', '#c2410c'], ['--jd-on-brand', '#ffffff'], ['--side', '8px'], ['--bottom', '80px'], ['--jd-radius-bubble', '8px'], ['--jd-radius', '4px'], ['--jd-radius-small', '2px']]));
    expect(appearance.properties('dark').map(([name]) => name)).not.toContain('--jd-brand');
  });

  it('gives way to the page, and the page to the script’s attributes', () => {
    const given = look({ light: paletteOf('#c2410c', 'light'), title: { zh: '小鹿', en: 'Deer' }, greeting: { zh: '您好', en: 'Hi' }, launcher: { zh: '客服', en: 'Chat' }, side: 'left', language: 'en', theme: 'dark' });
    const page: SiteSettings = { title: 'page', greeting: 'page', theme: 'light', language: 'zh', tokens: { brand: '#0f766e' } };
    expect(appearanceOf(site(page), given)).toMatchObject({ language: 'zh', theme: 'light', side: 'left', texts: { en: { title: 'page', greeting: 'page', launcher: 'Chat' } } });
    const appearance = appearanceOf(site(page, { title: 'script', greeting: '', launcher: '', side: 'right', theme: 'auto' }), given);
    expect(appearance).toMatchObject({ theme: 'auto', side: 'right', texts: { zh: { title: 'script', greeting: '', launcher: '' } } });
    // Another brand colour takes all that follow from the studio's along.
    expect(appearance.properties('light')).toEqual([['--jd-brand', '#0f766e']]);
    expect(appearanceOf(site({ tokens: { radius: '2px' } }), given).properties('light')).toEqual(expect.arrayContaining([['--jd-brand', '#c2410c'], ['--jd-radius', '2px']]));
  });

  it('is not broken by what has the wrong form, from the page or from the shelf', () => {
    const wrong = { language: 'fr', theme: 'pink', side: 'top', edge: null, radius: 'red', title: 5, light: 'x', avatar: 0 } as unknown as Look;
    expect(appearanceOf(site({}, { theme: 'pink', language: 'fr', side: 'top' }), wrong)).toMatchObject({ language: 'zh', theme: 'auto', side: 'right', avatar: undefined });
    expect(appearanceOf(site(), wrong).properties('light').filter(([name]) => name.includes('radius'))).toEqual([]);
  });

  it('the studio shows the words that hold by themselves', () => {
    for (const [words, own] of [[chinese, WORDS], [english, WORDS]] as const) {
      expect(words.look.namePlaceholder).toEqual({ zh: own.zh.bot, en: own.en.bot });
      expect(words.look.greetingPlaceholder).toEqual({ zh: own.zh.greeting, en: own.en.greeting });
    }
  });
});

describe('the look that is remembered', () => {
  let answer: () => Promise<unknown>;
  let visible: (() => void) | undefined;
  const page = { hidden: false, addEventListener: (_name: string, listener: () => void) => (visible = listener) };
  const before = { fetch: globalThis.fetch };
  beforeEach(() => {
    jest.useFakeTimers();
    page.hidden = false;
    Object.assign(globalThis, { fetch: jest.fn(() => answer().then((body) => ({ json: () => Promise.resolve(body) }))) });
  });
  afterEach(() => {
    jest.useRealTimers();
    Object.assign(globalThis, before);
  });

  const RED = { title: { zh: '红', en: null } } as Look;
  const BLUE = { title: { zh: '蓝', en: null } } as Look;
  const begin = (storage: FakeStorage) => {
    const shown: (string | null | undefined)[] = [];
    keepLook('https://support.example', new Shelf(storage, 'j:'), page, (given) => shown.push(given?.title?.zh));
    return shown;
  };

  it('is shown at once, and again only where the server says another', async () => {
    const storage = new FakeStorage();
    answer = () => Promise.resolve({ look: RED });
    const first = begin(storage);
    expect(first).toEqual([]);
    await jest.advanceTimersByTimeAsync(0);
    expect(first).toEqual(['红']);
    const second = begin(storage);
    expect(second).toEqual(['红']);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(second).toEqual(['红']);
    answer = () => Promise.resolve({ look: BLUE });
    const third = begin(storage);
    await jest.advanceTimersByTimeAsync(0);
    expect(third).toEqual(['红', '蓝']);
  });

  it('a page that stays open follows within five minutes, but only while somebody looks', async () => {
    answer = () => Promise.resolve({ look: RED });
    const shown = begin(new FakeStorage());
    await jest.advanceTimersByTimeAsync(0);
    page.hidden = true;
    answer = () => Promise.resolve({ look: BLUE });
    await jest.advanceTimersByTimeAsync(900_000);
    expect([shown, (globalThis.fetch as jest.Mock).mock.calls.length]).toEqual([['红'], 1]);
    page.hidden = false;
    visible?.();
    await jest.advanceTimersByTimeAsync(0);
    expect(shown).toEqual(['红', '蓝']);
    answer = () => Promise.resolve({ look: RED });
    await jest.advanceTimersByTimeAsync(300_000);
    expect(shown).toEqual(['红', '蓝', '红']);
  });

  it.each([
    ['no answer', () => new Promise(() => undefined)],
    ['a failure', () => Promise.reject(new Error('offline'))],
    ['a refusal', () => Promise.resolve({ error: { code: 'request.too_many' } })],
    ['something else', () => Promise.resolve(null)],
  ])('%s costs a new customer a moment, and one who was here nothing', async (_what, gives) => {
    answer = gives as () => Promise<unknown>;
    const shown = begin(new FakeStorage());
    await jest.advanceTimersByTimeAsync(500);
    expect(shown).toEqual([undefined]);
    const storage = new FakeStorage();
    storage.map.set('j:look', JSON.stringify(RED));
    const again = begin(storage);
    expect(again).toEqual(['红']);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(again).toEqual(['红']);
  });

  it.each(['', 'null', '5', '{'])('%j on the shelf is no look', async (kept) => {
    const storage = new FakeStorage();
    storage.map.set('j:look', kept);
    answer = () => Promise.reject(new Error('offline'));
    const shown = begin(storage);
    await jest.advanceTimersByTimeAsync(500);
    expect(shown).toEqual([undefined]);
  });
});
