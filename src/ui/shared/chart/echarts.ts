import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// Only what our charts draw; this file and the library are a chunk of their own, fetched with the first chart.
use([BarChart, HeatmapChart, LineChart, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent, CanvasRenderer]);

export type Drawing = EChartsType;

/** Begins a drawing that fills an element. Tooltips are drawn on the canvas: the page's policy refuses styles in markup. */
export function draw(element: HTMLElement): Drawing {
  return init(element, null, { renderer: 'canvas' });
}
