import { analytics } from './zh/analytics.ts';
import { base } from './zh/base.ts';
import { dialogs } from './zh/dialogs.ts';
import { review } from './zh/review.ts';
import { exchange } from './zh/exchange.ts';
import { intents } from './zh/intents.ts';
import { tests } from './zh/tests.ts';
import { lexicons } from './zh/lexicons.ts';
import { jobs } from './zh/jobs.ts';
import { look } from './zh/look.ts';
import { releases } from './zh/releases.ts';
import { shadow } from './zh/shadow.ts';
import { settingsPages } from './zh/settings.ts';

/** Every word of the studio in Chinese, a file a part; English has the same shape (`en.ts`). */
export const zh = { ...base, ...analytics, ...intents, ...review, ...dialogs, ...jobs, ...releases, ...shadow, ...settingsPages, ...look, ...lexicons, ...exchange, ...tests };

export type Words = typeof zh;
