import { z } from 'zod';

/**
 * How sure the bot has to be before it answers. `bold`: answers more, and more of it wrongly; `normal`; `careful`: asks back and passes on to people
 * more, and answers less wrongly.
 */
export const CAUTIONS = ['bold', 'normal', 'careful'] as const;
export const cautionSchema = z.enum(CAUTIONS);
export type Caution = z.infer<typeof cautionSchema>;

/** `data/understanding.json`: what holds for understanding as a whole. */
export const understandingSettingSchema = z.strictObject({ caution: cautionSchema });
export type UnderstandingSetting = z.infer<typeof understandingSettingSchema>;
