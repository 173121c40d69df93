import { base } from './zh/base.ts';

/** Every word of the desk in Chinese, a file a part; English has the same shape (`en.ts`). */
export const zh = { ...base };

export type Words = typeof zh;
