/** The value that the share `q` of `sorted` does not exceed. */
export function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;
}

export function sortedCopy(samples) {
  return Float64Array.from(samples).sort();
}
