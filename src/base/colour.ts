/** A scheme of colours: what the page of `tokens.css` calls light and dark. */
export type Scheme = 'light' | 'dark';
export const SCHEMES = ['light', 'dark'] as const;

/** What stands behind text and marks in each scheme, as in src/ui/shared/tokens.css. */
export const GROUNDS: Record<Scheme, { surface: string; ground: string; hover: string }> = {
  light: { surface: '#ffffff', ground: '#f7f8fa', hover: '#f0f1f3' },
  dark: { surface: '#1c1f24', ground: '#14161a', hover: '#262a31' },
};

/** Contrast that WCAG 2 asks for: of text (1.4.3), and of marks and what can be pressed (1.4.11). */
export const TEXT_CONTRAST = 4.5;
export const MARK_CONTRAST = 3;

const WHITE = '#ffffff';
const BLACK = '#000000';

/** The colours that follow from a brand colour, by the names of their tokens without `--jd-`. */
export type Palette = { brand: string; 'brand-hover': string; 'brand-text': string; 'brand-soft': string; 'on-brand': string };

/** Contrast of two colours `#rrggbb` by WCAG 2: from 1 (the same) to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** How well a brand colour can be seen: against what is written on it, and against what is behind it; `passes` and `usable` by the lower of both. */
export type Verdict = { text: number; background: number; passes: boolean; usable: boolean };

export function judgeBrand(brand: string, scheme: Scheme): Verdict {
  const text = contrast(brand, onBrand(brand, scheme));
  const background = contrast(brand, GROUNDS[scheme].surface);
  const lower = Math.min(text, background);
  return { text, background, passes: lower >= TEXT_CONTRAST, usable: lower >= MARK_CONTRAST };
}

/** The nearest colour of the same hue that passes in a scheme: the colour itself where it does. */
export function passingShade(brand: string, scheme: Scheme): string {
  const [hue, saturation, lightness] = toHsl(brand);
  for (let step = 0; step <= 100; step += 0.5) {
    for (const way of [-1, 1]) {
      const shade = step === 0 ? brand : fromHsl(hue, saturation, Math.min(1, Math.max(0, lightness + (way * step) / 100)));
      if (judgeBrand(shade, scheme).passes) return shade;
    }
  }
  return scheme === 'light' ? BLACK : WHITE;
}

/** Every colour that follows from a brand colour in a scheme. Text in it can be read on each ground, whatever the colour. */
export function paletteOf(brand: string, scheme: Scheme): Palette {
  const { surface, ground, hover } = GROUNDS[scheme];
  const on = onBrand(brand, scheme);
  const soft = mix(surface, brand, scheme === 'light' ? 0.1 : 0.16);
  return {
    brand,
    'brand-hover': mix(brand, on === WHITE ? BLACK : WHITE, 0.1),
    'brand-text': readable(brand, [surface, ground, hover, soft], scheme === 'light' ? BLACK : WHITE),
    'brand-soft': soft,
    'on-brand': on,
  };
}

/**
 * The palettes of what an admin has chosen; `null`: that scheme keeps its own colours. Where only the light one is chosen, the dark one is its
 * nearest shade that passes there, so that a brand does not change its colour in the evening.
 */
export function palettesOf({ light, dark }: { light: string | null; dark: string | null }): { light: Palette | null; dark: Palette | null } {
  const evening = dark ?? (light === null ? null : passingShade(light, 'dark'));
  return { light: light === null ? null : paletteOf(light, 'light'), dark: evening === null ? null : paletteOf(evening, 'dark') };
}

/** White as long as it can be told from the colour, because that is what brands are used to; on a dark page, where bright colours stand out, as long as it can be read. */
function onBrand(brand: string, scheme: Scheme): string {
  return contrast(brand, WHITE) >= (scheme === 'light' ? MARK_CONTRAST : TEXT_CONTRAST) ? WHITE : BLACK;
}

/** The colour, moved towards `end` as little as makes it readable on all grounds. */
function readable(colour: string, grounds: readonly string[], end: string): string {
  for (let share = 0; share < 1; share += 0.02) {
    const shade = mix(colour, end, share);
    if (grounds.every((ground) => contrast(shade, ground) >= TEXT_CONTRAST)) return shade;
  }
  return end;
}

/** The parts red, green and blue, each in [0, 1]. */
function partsOf(colour: string): [number, number, number] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255) as [number, number, number];
}

function colourOf(parts: readonly number[]): string {
  return `#${parts.map((part) => Math.round(part * 255).toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance of WCAG 2. */
function luminance(colour: string): number {
  const [red, green, blue] = partsOf(colour).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** `share` of `other` in `colour`. */
function mix(colour: string, other: string, share: number): string {
  const added = partsOf(other);
  return colourOf(partsOf(colour).map((part, index) => part * (1 - share) + (added[index] as number) * share));
}

/** Hue in [0, 6), saturation and lightness in [0, 1]. */
function toHsl(colour: string): [number, number, number] {
  const [red, green, blue] = partsOf(colour);
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  const lightness = most - spread / 2;
  if (spread === 0) return [0, 0, lightness];
  const hue = most === red ? ((green - blue) / spread + 6) % 6 : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  return [hue, spread / (1 - Math.abs(2 * lightness - 1)), lightness];
}

function fromHsl(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (turn: number): number => {
    const at = (turn + hue * 2) % 12;
    return lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1));
  };
  return colourOf([part(0), part(8), part(4)]);
}
