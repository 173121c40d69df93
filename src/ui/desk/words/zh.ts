import { access } from './zh/access.ts';
import { base } from './zh/base.ts';
import { forbidden } from './zh/forbidden.ts';
import { supervise } from './zh/supervise.ts';
import { tickets } from './zh/tickets.ts';
import { work } from './zh/work.ts';
import { limits } from './zh/limits.ts';
import { routing } from './zh/routing.ts';

/** Every word of the desk in Chinese, a file a part; English has the same shape (`en.ts`). */
export const zh = { ...base, ...tickets, ...limits, ...routing, ...supervise, ...access, ...work, ...forbidden };

export type Words = typeof zh;
