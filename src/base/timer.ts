/** Work that comes back. `stop` resolves when the run that is under way has ended, and none begins any more. */
export type Repeated = { stop(): Promise<void> };

/** Runs work again and again, never twice at the same time: where a run takes longer than the interval, the next ones are left out. */
export function repeat(work: () => Promise<unknown>, interval_ms: number, onError: (error: unknown) => void): Repeated {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= work()
      .then(() => undefined, onError)
      .finally(() => (running = null));
  }, interval_ms);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
