import { createRouter, createWebHashHistory } from 'vue-router';
import { restoreSession } from './session/session.ts';

/** In the hash, so that the token of an invitation stays in the browser and out of the server's log. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/mine' },
    { path: '/join/:token', name: 'join', component: () => import('./session/JoinPage.vue'), props: true, meta: { open: true } },
    { path: '/reset/:token', name: 'reset', component: () => import('./session/ResetPage.vue'), props: true, meta: { open: true } },
    { path: '/sign-in', name: 'sign-in', component: () => import('./session/SignInPage.vue'), meta: { open: true } },
    { path: '/tickets', redirect: '/tickets/mine' },
    { path: '/tickets/:list(mine|unassigned|soon|overdue|decision|all)/:number?', name: 'tickets', component: () => import('./tickets/TicketsPage.vue'), props: true },
    { path: '/writing', name: 'writing', component: () => import('./writing/WritingPage.vue') },
    { path: '/forbidden', name: 'forbidden', component: () => import('./forbidden/ForbiddenPage.vue') },
    { path: '/people', name: 'people', component: () => import('./people/PeoplePage.vue') },
    { path: '/account', name: 'account', component: () => import('./account/AccountPage.vue') },
    { path: '/settings', name: 'settings', component: () => import('./deskSettings/SettingsPage.vue') },
    { path: '/audit', name: 'audit', component: () => import('./audit/AuditPage.vue') },
    { path: '/wall', name: 'wall', component: () => import('./wall/WallPage.vue') },
    { path: '/reports', name: 'reports', component: () => import('./reports/ReportsPage.vue') },
    { path: '/quality/:id?', name: 'quality', component: () => import('./quality/QualityPage.vue'), props: true },
    { path: '/:list(mine|served|queued|attention|bot|closed)/:id?', name: 'desk', component: () => import('./frame/DeskPage.vue'), props: true },
    { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./frame/NowherePage.vue') },
  ],
});

router.beforeEach(async (to) => {
  if (to.meta.open) return true;
  if (await restoreSession()) return true;
  return { name: 'sign-in', query: to.fullPath === '/mine' ? {} : { to: to.fullPath } };
});
