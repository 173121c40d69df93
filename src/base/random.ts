/** A whole number in `[0, n)`. */
export type Random = (n: number) => number;

export const systemRandom: Random = (n) => Math.floor(Math.random() * n);

/**
 * A repeatable stream of numbers for a seed (mulberry32, Tommy Ettinger, public domain). Not for secrets.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * n);
  };
}
