/** Work in steps, between two of which others may run. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Does all steps in a row. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Does one step after another, and pauses after each for twice as long as it took, so that what others do on this thread is not held up by every step. */
export async function stepByStep<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    const begun_ms = performance.now();
    const step = steps.next();
    if (step.done) return step.value;
    await pauseAfter(performance.now() - begun_ms);
  }
}

const PAUSE_MAX_MS = 100;

/** The pause after work that took so long. */
export function pauseAfter(took_ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, Math.min(PAUSE_MAX_MS, 2 * took_ms)));
}

/** Pauses between pieces of work, each as long as {@link pauseAfter} says for the piece before it. */
export function paced(): () => Promise<void> {
  let begun_ms = performance.now();
  return async () => {
    await pauseAfter(performance.now() - begun_ms);
    begun_ms = performance.now();
  };
}
