import { reactive, watch } from 'vue';
import type { Language } from '../../base/errors.ts';
import { keep, recall } from './keeping.ts';

export type Theme = 'auto' | 'light' | 'dark';
/** What a person sets for this browser. */
export type BrowserSettings = { theme: Theme; language: Language; sound: boolean };

/** Desk and admin have the same, so that a language chosen on one page is the other's, too. */
const KEY = 'jieda.desk.settings';

/** The settings of this browser, kept whenever they change once they are applied. */
export function browserSettings(): { settings: BrowserSettings; applySettings(): void; locale(): string } {
  const settings = reactive(read());
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  return {
    settings,
    /** Puts the theme and language on the page, now and whenever the setting or the system changes. */
    applySettings() {
      const apply = (): void => {
        const isDark = settings.theme === 'dark' || (settings.theme === 'auto' && dark.matches);
        document.documentElement.classList.toggle('dark', isDark);
        document.documentElement.lang = settings.language === 'zh' ? 'zh-CN' : 'en';
      };
      apply();
      dark.addEventListener('change', apply);
      watch(settings, () => {
        apply();
        keep(localStorage, KEY, settings);
      });
    },
    /** The name of the reader's language for dates and numbers. */
    locale: () => (settings.language === 'zh' ? 'zh-CN' : 'en-GB'),
  };
}

function read(): BrowserSettings {
  const kept = recall(localStorage, KEY);
  const { theme, language, sound } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    language: language === 'en' ? 'en' : 'zh',
    sound: sound === true,
  };
}
