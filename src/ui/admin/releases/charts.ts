import type { EChartsCoreOption } from 'echarts/core';
import type { CalibrationBin, Measure } from '../../../contract/studio/evaluation.ts';
import type { Look } from '../../shared/chart/look.ts';

const tooltip = (look: Look) => ({
  renderMode: 'richText', confine: true, backgroundColor: look.surface, borderColor: look.hairline, borderWidth: 1, padding: [8, 12],
  textStyle: { color: look.ink, fontFamily: look.font, fontSize: 12 },
});
const label = (look: Look) => ({ color: look.secondary, fontFamily: look.font, fontSize: 11 });

/** Labels that are mixed up with one another, in the order of their ids. */
export function mixedLabels({ confusion }: Measure): string[] {
  return [...new Set(confusion.filter(({ expected, got }) => expected !== got).flatMap(({ expected, got }) => [expected, got]))].sort();
}

/** A cell of the heat map that was clicked: numbers of labels in {@link mixedLabels}, and the texts. */
export type Cell = [got: number, expected: number, texts: number];

/** How often texts of one intent were taken for another: rows are what is right, columns what was given. What is right is left without colour. */
export function confusionOption(measure: Measure, name: (id: string) => string, words: { expected: string; given: string }): (look: Look) => EChartsCoreOption {
  const labels = mixedLabels(measure);
  const numbers = new Map(labels.map((id, index) => [id, index]));
  const cells: Cell[] = measure.confusion
    .filter(({ expected, got }) => expected !== got)
    .map(({ expected, got, texts }) => [numbers.get(got)!, numbers.get(expected)!, texts]);
  const names = labels.map(name);
  return (look) => ({
    animation: false,
    grid: { left: 4, right: 12, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { ...tooltip(look), formatter: ({ data: [got, expected, texts] }: { data: Cell }) => `${words.expected} ${names[expected]}\n${words.given} ${names[got]}\n${texts}` },
    xAxis: { type: 'category', data: names, axisLabel: { ...label(look), rotate: 60, interval: 0, width: 96, overflow: 'truncate' }, axisTick: { show: false }, splitArea: { show: false } },
    yAxis: { type: 'category', data: names, inverse: true, axisLabel: { ...label(look), interval: 0, width: 96, overflow: 'truncate' }, axisTick: { show: false } },
    visualMap: { show: false, min: 0, max: Math.max(1, ...cells.map(([, , texts]) => texts)), inRange: { color: [look['brand-soft'], look.brand] } },
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: look.surface, borderWidth: 1 }, emphasis: { itemStyle: { borderColor: look.ink } } }],
  });
}

/** How right texts of each tenth of confidence are, beside the diagonal on which they should lie. */
export function calibrationOption(bins: readonly CalibrationBin[], words: { ideal: string; actual: string; confidence: string; right: string }): (look: Look) => EChartsCoreOption {
  const points = bins.flatMap(({ confidence, right }) => (confidence === null || right === null ? [] : [[confidence, right]]));
  const axis = (look: Look, name: string) => ({
    type: 'value', min: 0, max: 1, interval: 0.2, name, nameLocation: 'middle', nameGap: 28, nameTextStyle: label(look), splitLine: { lineStyle: { color: look.hairline } },
    axisLabel: { ...label(look), formatter: (value: number) => `${Math.round(value * 100)}%` },
  });
  return (look) => ({
    animation: false,
    grid: { left: 48, right: 16, top: 36, bottom: 44 },
    legend: { left: 0, top: 0, textStyle: { ...label(look), color: look.ink } },
    tooltip: { ...tooltip(look), trigger: 'item', formatter: ({ data: [confidence, right] }: { data: [number, number] }) => `${words.confidence} ${Math.round(confidence * 100)}%\n${words.right} ${Math.round(right * 100)}%` },
    xAxis: axis(look, words.confidence),
    yAxis: axis(look, words.right),
    series: [
      { name: words.ideal, type: 'line', data: [[0, 0], [1, 1]], symbol: 'none', lineStyle: { type: 'dashed', color: look.secondary }, itemStyle: { color: look.secondary } },
      { name: words.actual, type: 'line', data: points, symbolSize: 8, lineStyle: { color: look.brand, width: 2 }, itemStyle: { color: look.brand } },
    ],
  });
}
