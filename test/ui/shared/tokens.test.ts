import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const css = readFileSync(new URL('../../../src/ui/shared/tokens.css', import.meta.url), 'utf8');

/** The colours of the block that begins with `selector`. */
function colours(selector: string): Map<string, string> {
  const start = css.indexOf(selector);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/--jd-([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}

/** Relative luminance of WCAG 2. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

describe.each([
  ['light', ':root,'],
  ['dark', ':root.dark'],
])('%s', (_name, selector) => {
  const of = colours(selector);
  const tints = [...of.keys()].filter((name) => name.endsWith('-soft'));
  const grounds = ['surface', 'ground', 'hover'];
  const pairs = [
    ...['ink', 'secondary'].flatMap((text) => [...grounds, ...tints].map((ground) => [text, ground])),
    ...tints.flatMap((tint) => ['surface', 'ground', tint].map((ground) => [tint.replace('-soft', '-text'), ground])),
    ['on-brand', 'brand'],
    ['on-brand', 'brand-hover'],
  ] as [string, string][];

  it.each(pairs)('%s on %s can be read', (text, ground) => {
    expect(contrast(of.get(text)!, of.get(ground)!)).toBeGreaterThanOrEqual(4.5);
  });

  it('draws the edge of what can be used', () => {
    for (const ground of ['surface', 'ground']) expect(contrast(of.get('border')!, of.get(ground)!)).toBeGreaterThanOrEqual(3);
  });
});

it('has the same tokens in both themes', () => {
  expect([...colours(':root.dark').keys()]).toEqual([...colours(':root,').keys()]);
});
