type Node = { path: string; targets: string[] };

/** Circles among files, each as the way back to its first file; none twice. */
export function cyclesOf(nodes: Node[]): string[][] {
  const targetsOf = new Map(nodes.map(({ path, targets }) => [path, targets]));
  const done = new Set<string>();
  const cycles: string[][] = [];

  function walk(path: string, way: string[]): void {
    const at = way.indexOf(path);
    if (at >= 0) cycles.push([...way.slice(at), path]);
    if (at >= 0 || done.has(path)) return;
    for (const target of targetsOf.get(path) ?? []) walk(target, [...way, path]);
    done.add(path);
  }

  for (const { path } of nodes) walk(path, []);
  return cycles;
}
