export const TONES = ['brand', 'upset', 'done', 'calm', 'angry'] as const;
export type Tone = (typeof TONES)[number];

const COLOURS = [...TONES, 'ink', 'secondary', 'hairline', 'surface', 'hover', 'brand-soft'] as const;

/** Colours and type of the page as it looks now. */
export type Look = Record<(typeof COLOURS)[number], string> & { font: string };

/** Reads the tokens that hold: light or dark. */
export function readLook(): Look {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--jd-${name}`).trim();
  return { ...(Object.fromEntries(COLOURS.map((name) => [name, of(name)])) as Record<(typeof COLOURS)[number], string>), font: of('font') };
}
