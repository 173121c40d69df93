import { z } from 'zod';
import { LIMITS } from '../base/limits.ts';
import { plainText } from '../base/plainText.ts';

/** One colour and nothing else, so that none can bring a style sheet along. */
export const colourSchema = z.string().regex(/^#[0-9a-f]{6}$/);

/** The name of a stored picture: the SHA-256 of its bytes, in hexadecimal. */
export const pictureKeySchema = z.string().regex(/^[0-9a-f]{64}$/);

const line = (length: number) => z.string().max(length).transform(plainText).nullable();
/** A text for each language of the widget; `null`: what it says by itself. */
const byLanguage = (length: number) => z.strictObject({ zh: line(length), en: line(length) });
const pixels = (most: number) => z.number().int().min(0).max(most).nullable();

/** What both the stored look and the one that pages get consist of, but for colours. */
const parts = {
  /** Name of the bot, in the header and beside its lines. */
  title: byLanguage(LIMITS.lookTitleLength),
  /** The line beside the launcher; empty: none. */
  greeting: byLanguage(LIMITS.lookGreetingLength),
  /** Words on the launcher beside its sign; empty: the sign alone. */
  launcher: byLanguage(LIMITS.lookLauncherLength),
  side: z.enum(['right', 'left']).nullable(),
  /** Distance from the side and from the lower edge of the window. */
  edge: z.strictObject({ side: pixels(LIMITS.lookEdge), bottom: pixels(LIMITS.lookEdge) }),
  /** How round the window and the bubbles are. */
  radius: pixels(LIMITS.lookRadius),
  avatar: pictureKeySchema.nullable(),
  language: z.enum(['zh', 'en']).nullable(),
  theme: z.enum(['auto', 'light', 'dark']).nullable(),
};

/** How the widget looks on every site, as admins set it; `null`: as it looks by itself. `light` and `dark`: the brand colour of each scheme. */
export const lookSchema = z.strictObject({ light: colourSchema.nullable(), dark: colourSchema.nullable(), ...parts });
export type Look = z.infer<typeof lookSchema>;

export const PLAIN_LOOK = {
  light: null,
  dark: null,
  title: { zh: null, en: null },
  greeting: { zh: null, en: null },
  launcher: { zh: null, en: null },
  side: null,
  edge: { side: null, bottom: null },
  radius: null,
  avatar: null,
  language: null,
  theme: null,
} as const satisfies Look;

/** Colours by the names of their tokens. */
const paletteSchema = z.strictObject({ brand: colourSchema, 'brand-hover': colourSchema, 'brand-text': colourSchema, 'brand-soft': colourSchema, 'on-brand': colourSchema });

/** The same with every colour that follows from the brand's, ready for the page. */
export const publicLookSchema = z.strictObject({ light: paletteSchema.nullable(), dark: paletteSchema.nullable(), ...parts });
export type PublicLook = z.infer<typeof publicLookSchema>;

export const lookResponse = z.object({ look: publicLookSchema });
export const addPictureResponse = z.object({ key: pictureKeySchema });
