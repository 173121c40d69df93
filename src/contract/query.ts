import { z } from 'zod';

/** Longer ones fit no column of a database. */
const DIGITS = 9;

/** A whole number in a query, where everything is text. Digits only: coercion would take lists, blanks and `true` for numbers, too. */
export const wholeNumberInQuery = z
  .string()
  .regex(new RegExp(`^[0-9]{1,${DIGITS}}$`))
  .transform(Number);

/** The language of a file that a link fetches; without one, what the browser asks for. */
export const languageInQuery = z.enum(['zh', 'en']).optional();
