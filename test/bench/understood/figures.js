const UNITS = {
  percent: (value) => `${(value * 100).toFixed(1)} %`,
  points: (value) => `${(value * 100).toFixed(1)} points`,
  lines: (value) => `${value} lines`,
  us: (value) => `${value.toFixed(0)} µs`,
  ratio: (value) => `${value.toFixed(1)} ×`,
  s: (value) => `${value.toFixed(1)} s`,
  bytes: (value) => `${(value / 2 ** 20).toFixed(1)} MB`,
};

/** Collects what was measured, with what it has to be: `{ least }` or `{ most }`, in the unit of the figure; without either it only informs. */
export function openFigures() {
  const groups = [];
  return {
    group: (title) => groups.push({ title, figures: [] }),
    add(name, unit, value, target) {
      groups.at(-1).figures.push({ name, unit, value, ...(target && { target, reached: reaches(value, target) }) });
    },
    json: () => ({ node: process.version, groups }),
    table: () => groups.map(table).join('\n\n'),
  };
}

function reaches(value, { least = -Infinity, most = Infinity }) {
  return value !== null && value >= least && value <= most;
}

function table({ title, figures }) {
  const rows = figures.map(({ name, unit, value, target, reached }) => [
    name, value === null ? '–' : UNITS[unit](value), target ? targetOf(unit, target) : '', target ? (reached ? '✓' : '✗') : '',
  ]);
  return [title, ...rows.map(([name, value, target, mark]) => `  ${mark.padEnd(2)}${name.padEnd(52)}${value.padStart(12)}   ${target}`)].join('\n');
}

function targetOf(unit, { least, most }) {
  return least === undefined ? `at most ${UNITS[unit](most)}` : `at least ${UNITS[unit](least)}`;
}
