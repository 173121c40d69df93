/** A stage of a job as it began: what was done of it then, and when. */
export type StageStart = { stage: string; done: number; at_ms: number };

/** How long the rest of a stage takes at the rate since it began, in ms; `null` while nothing of it is done. */
export function timeLeft({ done: doneThen, at_ms }: StageStart, { done, total }: { done: number; total: number }, now_ms: number): number | null {
  const doneSince = done - doneThen;
  if (doneSince <= 0 || now_ms <= at_ms || total < done) return null;
  return Math.round(((total - done) * (now_ms - at_ms)) / doneSince);
}
