import { createApp } from 'vue';
import './elementStyles.ts';
import '../shared/tokens.css';
import '../shared/page.css';
import '../shared/element.css';
import './desk.css';
import App from './App.vue';
import { configureRequests } from './api/request.ts';
import { router } from './router.ts';
import { forgetSession } from './session/session.ts';
import { applySettings, settings } from './settings/settings.ts';
import { i18n } from './words/index.ts';

applySettings();
configureRequests({ language: () => settings.language, whenSignedOut: toSignIn });
createApp(App).use(router).use(i18n).mount('#desk');

/** Whoever was signed in comes back to the same place after signing in again. */
function toSignIn(): void {
  forgetSession();
  const { meta, fullPath } = router.currentRoute.value;
  if (!meta.open) void router.replace({ name: 'sign-in', query: { to: fullPath, ended: '1' } });
}
