import { Document, Setting, UserFilled } from '@element-plus/icons-vue';
import type { Component } from 'vue';
import type { Role } from '../../../contract/desk.ts';

/** A page beside the lists: its address, its sign, the word for it, and who may see it. */
export type Place = { path: string; icon: Component; word: string; roles: readonly Role[] };

export const PLACES: readonly Place[] = [
  { path: '/people', icon: UserFilled, word: 'access.place.people', roles: ['admin'] },
  { path: '/settings', icon: Setting, word: 'access.place.settings', roles: ['admin'] },
  { path: '/audit', icon: Document, word: 'access.place.audit', roles: ['admin'] },
];
