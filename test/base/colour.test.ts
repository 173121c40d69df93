import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contrast, GROUNDS, judgeBrand, paletteOf, palettesOf, passingShade, SCHEMES } from '../../src/base/colour.ts';

const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const anyScheme = fc.constantFrom(...SCHEMES);

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.478],
    ['#ff0000', '#ffffff', 3.998],
    ['#2e6bff', '#ffffff', 4.503],
  ])('of %s and %s is what WCAG 2 says, whichever comes first', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });

  it('is reckoned against the grounds that the pages have', () => {
    const css = readFileSync(new URL('../../src/ui/shared/tokens.css', import.meta.url), 'utf8');
    const [light, dark] = [css.slice(css.indexOf(':root,'), css.indexOf(':root.dark')), css.slice(css.indexOf(':root.dark'))] as [string, string];
    const of = (block: string, name: string) => new RegExp(`--jd-${name}: (#\\w{6});`).exec(block)?.[1];
    for (const [scheme, block] of [['light', light], ['dark', dark]] as const) {
      expect(GROUNDS[scheme]).toEqual({ surface: of(block, 'surface'), ground: of(block, 'ground'), hover: of(block, 'hover') });
    }
  });
});

describe('a brand colour', () => {
  it.each([
    ['#c2410c', 'light', true, true],
    ['#e5484d', 'light', false, true],
    ['#ffd400', 'light', false, false],
    ['#ffffff', 'light', false, false],
    ['#ffd400', 'dark', true, true],
    ['#1c1f24', 'dark', false, false],
    ['#1f2937', 'dark', false, false],
  ] as const)('%s in %s: easy to see %s, usable %s', (colour, scheme, passes, usable) => {
    expect(judgeBrand(colour, scheme)).toMatchObject({ passes, usable });
  });

  it('has a nearest shade that passes, which is itself where it passes', () => {
    fc.assert(
      fc.property(anyColour, anyScheme, (colour, scheme) => {
        const shade = passingShade(colour, scheme);
        expect(shade).toMatch(/^#[0-9a-f]{6}$/);
        expect(judgeBrand(shade, scheme).passes).toBe(true);
        if (judgeBrand(colour, scheme).passes) expect(shade).toBe(colour);
      }),
    );
  });

  it('keeps its hue in that shade', () => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(passingShade('#ff8080', 'light').slice(at, at + 2), 16)) as [number, number, number];
    expect([red > green, Math.abs(green - blue) <= 1]).toEqual([true, true]);
  });

  it('whatever it is, text that is made of it can be read on every ground', () => {
    fc.assert(
      fc.property(anyColour, anyScheme, (colour, scheme) => {
        const palette = paletteOf(colour, scheme);
        for (const ground of [...Object.values(GROUNDS[scheme]), palette['brand-soft']]) expect(contrast(palette['brand-text'], ground)).toBeGreaterThanOrEqual(4.5);
        // What may be saved is never below what a mark needs, when it is pointed at neither.
        if (judgeBrand(colour, scheme).usable) for (const fill of [palette.brand, palette['brand-hover']]) expect(contrast(palette['on-brand'], fill)).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it('chosen for light only, has a shade in the dark that passes there; for neither, nothing is changed', () => {
    expect(palettesOf({ light: null, dark: null })).toEqual({ light: null, dark: null });
    const { light, dark } = palettesOf({ light: '#b91c1c', dark: null });
    expect(light?.brand).toBe('#b91c1c');
    expect(judgeBrand(dark!.brand, 'dark').passes).toBe(true);
    expect(palettesOf({ light: null, dark: '#ffd400' })).toMatchObject({ light: null, dark: { brand: '#ffd400', 'on-brand': '#000000' } });
  });
});
