import { createRouter, createWebHashHistory } from 'vue-router';
import { PLACES } from './frame/places.ts';
import { goToSignIn, restoreSession } from './session/session.ts';

/** In the hash, as on the desk's page: one file is served whatever the address. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: PLACES[0]!.path },
    { path: '/review', component: () => import('./review/ReviewPage.vue') },
    { path: '/intents', component: () => import('./intents/IntentsPage.vue') },
    { path: '/intents/:id', component: () => import('./intents/IntentPage.vue'), props: true },
    { path: '/dialogs', component: () => import('./dialogs/DialogsPage.vue') },
    { path: '/dialogs/:id', component: () => import('./dialogs/DialogPage.vue'), props: true },
    { path: '/lexicons', redirect: '/lexicons/synonyms' },
    // A route each, so that leaving one for another asks about what is not saved.
    ...(['synonyms', 'words', 'gazetteer', 'emotion'] as const).map((name) => ({ path: `/lexicons/${name}`, component: () => import('./lexicons/LexiconPage.vue'), props: { name } })),
    { path: '/tests', component: () => import('./tests/TestsPage.vue') },
    { path: '/tests/set', component: () => import('./tests/TestsetPage.vue') },
    { path: '/tests/file/:id', component: () => import('./tests/ConversationsPage.vue'), props: true },
    { path: '/releases', component: () => import('./releases/ReleasesPage.vue') },
    { path: '/releases/:number(\\d+)', component: () => import('./releases/ReleasePage.vue'), props: true },
    { path: '/figures', component: () => import('./figures/FiguresPage.vue') },
    { path: '/exchange', component: () => import('./exchange/ExchangePage.vue') },
    { path: '/analytics', component: () => import('./analytics/AnalyticsPage.vue') },
    { path: '/settings', component: () => import('./studioSettings/OverviewPage.vue') },
    { path: '/settings/look', component: () => import('./studioSettings/look/LookPage.vue') },
    { path: '/settings/data', component: () => import('./studioSettings/DataPage.vue') },
    { path: '/settings/integrations', component: () => import('./studioSettings/IntegrationsPage.vue') },
    { path: '/not-for-you', name: 'not-for-you', component: () => import('./session/NotForYouPage.vue') },
    { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./frame/NowherePage.vue') },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach(async (to) => {
  const person = await restoreSession();
  if (person === null) {
    goToSignIn(to.fullPath);
    return false;
  }
  return person.role === 'admin' || to.name === 'not-for-you' ? true : { name: 'not-for-you' };
});
