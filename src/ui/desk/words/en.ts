import { base } from './en/base.ts';
import type { Words } from './zh.ts';

/** Every word of the desk in English. */
export const en: Words = { ...base };
