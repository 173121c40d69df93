import { access } from './en/access.ts';
import { base } from './en/base.ts';
import { forbidden } from './en/forbidden.ts';
import { supervise } from './en/supervise.ts';
import { tickets } from './en/tickets.ts';
import { work } from './en/work.ts';
import { limits } from './en/limits.ts';
import { routing } from './en/routing.ts';
import type { Words } from './zh.ts';

/** Every word of the desk in English. */
export const en: Words = { ...base, ...tickets, ...limits, ...routing, ...supervise, ...access, ...work, ...forbidden };
