import { ChatLineSquare, DataAnalysis, Document, Medal, Monitor, Setting, UserFilled } from '@element-plus/icons-vue';
import { EditPen, Tickets } from '@element-plus/icons-vue';
import type { Component, ComputedRef } from 'vue';
import type { Role } from '../../../contract/desk.ts';
import { callCount } from '../tickets/calls.ts';

/** A page beside the lists: its address, its sign, the word for it, who may see it, and how much there calls for them. */
export type Place = { path: string; icon: Component; word: string; roles: readonly Role[]; count?: ComputedRef<number> };

export const PLACES: readonly Place[] = [
  { path: '/tickets', icon: Tickets, word: 'tickets.place', roles: ['agent', 'supervisor', 'admin'], count: callCount },
  { path: '/quality', icon: Medal, word: 'supervise.quality', roles: ['agent', 'supervisor', 'admin'] },
  { path: '/reports', icon: DataAnalysis, word: 'supervise.reports', roles: ['supervisor', 'admin'] },
  { path: '/wall', icon: Monitor, word: 'supervise.wall', roles: ['supervisor', 'admin'] },
  { path: '/writing', icon: EditPen, word: 'tags.place', roles: ['agent', 'supervisor', 'admin'] },
  { path: '/forbidden', icon: ChatLineSquare, word: 'forbidden.place', roles: ['supervisor', 'admin'] },
  { path: '/people', icon: UserFilled, word: 'access.place.people', roles: ['admin'] },
  { path: '/settings', icon: Setting, word: 'access.place.settings', roles: ['admin'] },
  { path: '/audit', icon: Document, word: 'access.place.audit', roles: ['admin'] },
];
