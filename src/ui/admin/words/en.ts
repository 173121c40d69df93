import { base } from './en/base.ts';
import { dialogs } from './en/dialogs.ts';
import { review } from './en/review.ts';
import { exchange } from './en/exchange.ts';
import { intents } from './en/intents.ts';
import { tests } from './en/tests.ts';
import { lexicons } from './en/lexicons.ts';
import { jobs } from './en/jobs.ts';
import { settingsPages } from './en/settings.ts';
import type { Words } from './zh.ts';

/** Every word of the studio in English. */
export const en: Words = { ...base, ...intents, ...review, ...dialogs, ...jobs, ...settingsPages, ...lexicons, ...exchange, ...tests };
