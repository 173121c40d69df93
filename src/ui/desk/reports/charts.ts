import type { Report, ReportBy } from '../../../contract/desk/report.ts';
import type { ChartData } from '../../shared/chart/chartOption.ts';
import { dayWord, duration, percent } from './format.ts';

type Say = (key: string, gaps?: Record<string, string | number>) => string;
type Group = Report['groups'][number];
export type Chart = { key: string; title: string; sentence: string; data: ChartData };

/** More groups than this cannot be read in a chart; the table has all. */
export const GROUPS_MAX = 12;

/** What a group of a report is called. */
export function groupName({ key, name }: Pick<Group, 'key' | 'name'>, by: ReportBy, t: Say, locale: string): string {
  if (by === 'day') return dayWord(key, locale);
  if (key === '') return t(`report.none${by[0]?.toUpperCase()}${by.slice(1)}`);
  if (by === 'team' && key === 'common') return t('skill.common');
  return name ?? key;
}

/** The charts of a report, each with its sentence. */
export function chartsOf(report: Report, by: ReportBy, t: Say, locale: string): Chart[] {
  const groups = by === 'day' ? report.groups : report.groups.slice(0, GROUPS_MAX);
  const labels = groups.map((group) => groupName(group, by, t, locale));
  const kind = by === 'day' ? 'line' : 'rows';
  const rest = report.groups.length > groups.length ? t('report.chart.rest', { n: GROUPS_MAX }) : '';
  const handedOver = ({ figures }: Group): number => Math.round((figures.escalated ?? 0) * figures.conversations);
  const shares = (value: number): string => percent(value, t);
  const times = (value: number): string => duration(value, t);
  return [
    {
      key: 'volume',
      title: t('report.chart.volume'),
      sentence: volumeSentence(report, by, t, locale) + rest,
      data: {
        kind: by === 'day' ? 'bar' : 'rows', labels, format: String,
        series: [
          { name: t('report.chart.bot'), tone: 'calm', stack: 'all', values: groups.map((group) => group.figures.conversations - handedOver(group)) },
          { name: t('report.chart.person'), tone: 'upset', stack: 'all', values: groups.map(handedOver) },
        ],
      },
    },
    {
      key: 'shares',
      title: t('report.chart.shares'),
      sentence: t('report.say.shares', { resolved: percent(report.figures.resolved, t), satisfied: percent(report.figures.satisfied, t) }) + rest,
      data: {
        kind, labels, format: shares, max: 1,
        series: [
          { name: t('report.name.resolved'), tone: 'brand', values: groups.map(({ figures }) => figures.resolved) },
          { name: t('report.name.satisfied'), tone: 'done', values: groups.map(({ figures }) => figures.satisfied) },
        ],
      },
    },
    {
      key: 'times',
      title: t('report.chart.times'),
      sentence: t('report.say.times', { first: duration(report.figures.firstReply_ms, t), reply: duration(report.figures.reply_ms, t) }) + rest,
      data: {
        kind, labels, format: times,
        series: [
          { name: t('report.name.firstReply'), tone: 'brand', values: groups.map(({ figures }) => figures.firstReply_ms) },
          { name: t('report.name.reply'), tone: 'upset', values: groups.map(({ figures }) => figures.reply_ms) },
        ],
      },
    },
    {
      key: 'reasons',
      title: t('report.chart.reasons'),
      sentence: reasonsSentence(report, t),
      data: {
        kind: 'rows', labels: report.reasons.map(({ reason }) => t(`report.reason.${reason}`)), format: String,
        series: [{ name: t('report.chart.person'), tone: 'upset', values: report.reasons.map(({ conversations }) => conversations) }],
      },
    },
  ];
}

function volumeSentence({ groups, figures }: Report, by: ReportBy, t: Say, locale: string): string {
  const most = groups.reduce((largest, group) => (group.figures.conversations > largest.figures.conversations ? group : largest));
  return t('report.say.volume', { n: figures.conversations, most: groupName(most, by, t, locale), max: most.figures.conversations, share: percent(figures.contained, t) });
}

function reasonsSentence({ reasons }: Report, t: Say): string {
  const [most] = reasons;
  if (most === undefined) return t('report.say.noReasons');
  const all = reasons.reduce((sum, { conversations }) => sum + conversations, 0);
  return t('report.say.reasons', { reason: t(`report.reason.${most.reason}`), n: most.conversations, share: percent(most.conversations / all, t) });
}
