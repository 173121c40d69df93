import { createApp } from 'vue';
import './elementStyles.ts';
import '../shared/tokens.css';
import '../shared/page.css';
import '../shared/element.css';
import './admin.css';
import { configureRequests } from '../shared/request.ts';
import App from './App.vue';
import { router } from './router.ts';
import { goToSignIn } from './session/session.ts';
import { applySettings, settings } from './settings.ts';
import { i18n } from './words/index.ts';

applySettings();
configureRequests({ language: () => settings.language, whenSignedOut: () => goToSignIn(router.currentRoute.value.fullPath) });
createApp(App).use(router).use(i18n).mount('#admin');
