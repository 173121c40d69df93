import { z } from 'zod';
import { nameSchema } from './dialog.ts';

/**
 * A business figure: a limit, a fee, a number of days, a time of day. Texts of dialogs name figures, so that a policy
 * changes in one line. `unit` stands behind the value when a customer reads it (`天`, `MB`); a time of day is `HH:MM` with unit `clock`.
 */
export const figureSchema = z
  .strictObject({
    value: z.union([z.number().finite(), z.string().min(1).max(40)]),
    unit: z.string().max(10).default(''),
    label: z.string().min(1).max(60),
  })
  .refine((figure) => figure.unit !== 'clock' || /^([01]\d|2[0-3]):[0-5]\d$/.test(String(figure.value)), 'a clock figure is HH:MM');
export type Figure = z.infer<typeof figureSchema>;

/** `data/figures.json`: name → figure. */
export const figuresSchema = z.record(nameSchema, figureSchema);
export type Figures = z.infer<typeof figuresSchema>;
