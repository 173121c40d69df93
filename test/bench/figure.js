import { cpus } from 'node:os';

const MEGABYTE = 1024 * 1024;

/** Bounds that the project has set itself, in the unit of their figure. */
export const BOUNDS = { decision_us: 1_000, firstStart_s: 90, laterStart_s: 6, widget_bytes: 30 * 1024 };

const UNITS = {
  us: (value) => `${plain(value)} µs`,
  ms: (value) => `${plain(value)} ms`,
  s: (value) => `${plain(value)} s`,
  perSecond: (value) => `${plain(value)}/s`,
  bytes: (value) => (value >= MEGABYTE ? `${plain(value / MEGABYTE)} MB` : `${plain(value / 1024)} KB`),
};

/** Three digits say all that a measurement knows. */
function plain(value) {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Collects what was measured. Every figure has a baseline, because only the ratio of the two holds on another machine. */
export function openFigures() {
  const groups = [];
  return {
    group: (title) => groups.push({ title, figures: [] }),
    /** `baseline`: `[what it is, its value]`. `bound`: a value that this figure should not exceed. */
    add(name, unit, value, [baselineName, baseline], bound) {
      groups.at(-1).figures.push({ name, unit, value, baseline: { name: baselineName, value: baseline }, ratio: value / baseline, ...(bound !== undefined && { bound, exceeded: value > bound }) });
    },
    json: () => ({ node: process.version, processors: cpus().length, processor: cpus()[0]?.model, groups }),
    table: () => groups.map(table).join('\n'),
  };
}

function table({ title, figures }) {
  const rows = figures.map(({ name, unit, value, baseline, ratio, bound, exceeded }) => [
    name,
    UNITS[unit](value),
    `${ratio < 1 ? ratio.toPrecision(2) : plain(ratio)} ×`,
    UNITS[unit](baseline.value),
    baseline.name + (bound === undefined || baseline.value === bound ? '' : `; at most ${UNITS[unit](bound)}`) + (exceeded ? '   ← EXCEEDED' : ''),
  ]);
  const width = (column) => Math.max(...rows.map((row) => row[column].length));
  const line = ([name, value, ratio, baseline, what]) => `  ${name.padEnd(30)} ${value.padStart(width(1))}  = ${ratio.padStart(width(2))} ${baseline.padStart(width(3))}  ${what}`;
  return [`\n${title}`, ...rows.map(line)].join('\n');
}
