/** Of 95 % certainty. */
const Z = 1.96;

/** What a share surely is at least, with `count` of `of` seen (Wilson's interval); 0 where nothing was seen. */
export function lowerBound(count: number, of: number): number {
  if (of === 0) return 0;
  const share = Math.min(1, count / of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  return Math.max(0, (share + (Z * Z) / (2 * of) - spread) / (1 + (Z * Z) / of));
}
