import { analytics } from './en/analytics.ts';
import { base } from './en/base.ts';
import { dialogs } from './en/dialogs.ts';
import { review } from './en/review.ts';
import { exchange } from './en/exchange.ts';
import { intents } from './en/intents.ts';
import { tests } from './en/tests.ts';
import { lexicons } from './en/lexicons.ts';
import { jobs } from './en/jobs.ts';
import { look } from './en/look.ts';
import { releases } from './en/releases.ts';
import { shadow } from './en/shadow.ts';
import { settingsPages } from './en/settings.ts';
import type { Words } from './zh.ts';

/** Every word of the studio in English. */
export const en: Words = { ...base, ...analytics, ...intents, ...review, ...dialogs, ...jobs, ...releases, ...shadow, ...settingsPages, ...look, ...lexicons, ...exchange, ...tests };
