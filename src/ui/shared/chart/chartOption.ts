import type { EChartsCoreOption as Option } from 'echarts/core';
import type { Look, Tone } from './look.ts';

/** Rows of numbers over the same labels. `stack`: rows of the same name stand on each other. `null` leaves a gap. */
export type Series = { name: string; tone: Tone; values: (number | null)[]; stack?: string };
export type ChartData = { kind: 'bar' | 'line' | 'rows'; labels: string[]; series: Series[]; format(value: number): string; max?: number };

const TOOLTIP_WIDTH = 260;

/** What echarts draws for some data, in the page's look. `rows` are bars that lie, the first on top. */
export function chartOption({ kind, labels, series, format, max }: ChartData, look: Look): Option {
  const lies = kind === 'rows';
  const text = { color: look.secondary, fontFamily: look.font, fontSize: 12 };
  const names = {
    type: 'category', data: labels, inverse: lies, axisTick: { show: false }, axisLine: { lineStyle: { color: look.hairline } },
    axisLabel: { ...text, hideOverlap: true, ...(lies && { width: 150, overflow: 'truncate' }) },
  };
  const numbers = { type: 'value', min: 0, max, minInterval: max === undefined ? 1 : undefined, interval: max === undefined ? undefined : max / 4, splitNumber: 4, splitLine: { lineStyle: { color: look.hairline } }, axisLabel: { ...text, hideOverlap: true, formatter: format } };
  return {
    animation: false,
    textStyle: { fontFamily: look.font },
    grid: { left: 4, right: 20, top: series.length > 1 ? 36 : 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { show: series.length > 1, left: 0, top: 0, itemWidth: 12, itemHeight: 8, icon: kind === 'line' ? undefined : 'roundRect', textStyle: { ...text, color: look.ink } },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: look.surface, borderColor: look.hairline, borderWidth: 1, padding: [8, 12],
      textStyle: { color: look.ink, fontFamily: look.font, fontSize: 12, width: TOOLTIP_WIDTH, overflow: 'break' }, axisPointer: { type: kind === 'line' ? 'line' : 'shadow', lineStyle: { color: look.secondary } },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '—'),
    },
    xAxis: lies ? numbers : names,
    yAxis: lies ? names : numbers,
    series: series.map(({ name, tone, values, stack }, index) => ({
      name, type: kind === 'line' ? 'line' : 'bar', stack, data: values, color: look[tone], barMaxWidth: lies ? 18 : 28,
      // Told apart by shape as well as by colour.
      ...(kind === 'line' && { symbol: ['circle', 'rect', 'triangle'][index % 3], symbolSize: 7, showSymbol: values.length <= 31, lineStyle: { width: 2, type: index % 2 === 0 ? 'solid' : 'dashed' }, connectNulls: false }),
      ...(stack !== undefined && index > 0 && { itemStyle: { decal: undefined, opacity: 0.85 } }),
    })),
  };
}
