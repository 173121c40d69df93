/** Where "now" comes from. Everything that depends on time takes a clock; only composition roots make one. */
export type Clock = { now_ms(): number };

export const systemClock: Clock = { now_ms: () => Date.now() };

/** A clock that shows `start_ms` now and runs on from there. */
export function clockStartingAt(start_ms: number, real: Clock = systemClock): Clock {
  const offset_ms = start_ms - real.now_ms();
  return { now_ms: () => real.now_ms() + offset_ms };
}

/** ISO instant of a time in ms since the epoch. */
export function toIso(time_ms: number): string {
  return new Date(time_ms).toISOString();
}
