import type { Analytics } from '../../../contract/studio/analytics.ts';
import type { ChartData } from '../../shared/chart/chartOption.ts';
import { CHARTED, dayWord, failedLines, type Say } from './say.ts';

/** Day by day, with the same number of days before under it. */
export function trendChart({ days, daysBefore }: Analytics, t: Say, locale: string): ChartData {
  return {
    kind: 'line', labels: days.map(({ day }) => dayWord(day, locale)), format: String,
    series: [
      { name: t('analytics.asked.now'), tone: 'brand', values: days.map(({ asked }) => asked) },
      { name: t('analytics.asked.before'), tone: 'calm', values: daysBefore.map(({ asked }) => asked) },
    ],
  };
}

export function intentsChart({ intents }: Analytics, t: Say): ChartData {
  const shown = intents.slice(0, CHARTED);
  return {
    kind: 'rows', labels: shown.map(({ name }) => name), format: String,
    series: [
      { name: t('analytics.asked.now'), tone: 'brand', values: shown.map(({ asked }) => asked) },
      { name: t('analytics.asked.before'), tone: 'calm', values: shown.map(({ before }) => before) },
    ],
  };
}

export function failingChart({ failing }: Analytics, t: Say): ChartData {
  const shown = failing.filter((one) => failedLines(one) > 0).slice(0, CHARTED);
  return {
    kind: 'rows', labels: shown.map(({ intent, name }) => (intent === null ? t('analytics.noIntent') : name)), format: String,
    series: [
      { name: t('analytics.failure.outside'), tone: 'upset', stack: 'failed', values: shown.map(({ outside }) => outside) },
      { name: t('analytics.failure.clarified'), tone: 'calm', stack: 'failed', values: shown.map(({ clarified }) => clarified) },
      { name: t('analytics.failure.misunderstood'), tone: 'done', stack: 'failed', values: shown.map(({ misunderstood }) => misunderstood) },
    ],
  };
}
