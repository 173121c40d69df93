export const TONES = ['brand', 'upset', 'done', 'calm', 'angry'] as const;
export type Tone = (typeof TONES)[number];

/** The tokens of the page that charts draw with. */
export const COLOURS = [...TONES, 'ink', 'secondary', 'hairline', 'surface', 'hover', 'brand-soft'] as const;

/** Colours and type of the page as it looks now. */
export type Look = Record<(typeof COLOURS)[number], string> & { font: string };
