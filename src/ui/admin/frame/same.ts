/**
 * Whether two documents hold the same. It ends at the first difference, so that each letter written into a document of thousands of lines costs the
 * way to that line and not the whole of it. What is `undefined` counts as not there, as it does once it is sent.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return false;
    for (let at = 0; at < one.length; at++) if (!isSame(one[at], other[at])) return false;
    return true;
  }
  const [mine, theirs] = [one as Record<string, unknown>, other as Record<string, unknown>];
  for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) if (!isSame(mine[name], theirs[name])) return false;
  return true;
}
