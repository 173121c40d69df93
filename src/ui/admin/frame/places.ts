import { ChatDotRound, ChatLineSquare, CircleCheck, Coin, Collection, DataAnalysis, Finished, Promotion, Setting, Sort } from '@element-plus/icons-vue';
import type { Component } from 'vue';

/** One task of the navigation: its address, its sign, and the word for it. The first is where the studio opens; their order is that of the work. */
export type Place = { path: string; icon: Component; word: string };

export const PLACES: readonly Place[] = [
  { path: '/review', icon: Finished, word: 'place.review' },
  { path: '/intents', icon: ChatDotRound, word: 'place.intents' },
  { path: '/dialogs', icon: ChatLineSquare, word: 'place.dialogs' },
  { path: '/lexicons', icon: Collection, word: 'place.lexicons' },
  { path: '/figures', icon: Coin, word: 'place.figures' },
  { path: '/releases', icon: Promotion, word: 'place.releases' },
  { path: '/tests', icon: CircleCheck, word: 'place.tests' },
  { path: '/analytics', icon: DataAnalysis, word: 'place.analytics' },
  { path: '/exchange', icon: Sort, word: 'place.exchange' },
  { path: '/settings', icon: Setting, word: 'place.settings' },
];
