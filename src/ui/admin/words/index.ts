import { watch } from 'vue';
import { createI18n } from 'vue-i18n';
import { RequestError } from '../../shared/request.ts';
import { settings } from '../settings.ts';
import { en } from './en.ts';
import { zh, type Words } from './zh.ts';

export const i18n = createI18n<[Words], 'zh' | 'en', false>({ legacy: false, locale: settings.language, fallbackLocale: 'zh', messages: { zh, en } });

watch(
  () => settings.language,
  (language) => {
    i18n.global.locale.value = language;
  },
);

/** What to tell a person about a failed request: the server's own words, which already are in the person's language. */
export function wordsFor(error: unknown): string {
  const { t } = i18n.global;
  if (!(error instanceof RequestError)) return t('problem.unknown');
  return error.code === 'offline' ? t('problem.offline') : error.message || t('problem.unknown');
}
