/**
 * Runs work for a key, at most once at a time for each: what is asked for meanwhile is done by one more run afterwards. So a burst of
 * wake-ups costs two runs, and the last one has seen everything.
 */
export function coalesced(work: (key: string) => Promise<void>, onError: (error: unknown, key: string) => void): (key: string) => void {
  const running = new Map<string, { again: boolean }>();

  async function run(key: string): Promise<void> {
    const state = { again: true };
    running.set(key, state);
    while (state.again) {
      state.again = false;
      try {
        await work(key);
      } catch (error) {
        onError(error, key);
      }
    }
    running.delete(key);
  }

  return (key) => {
    const state = running.get(key);
    if (state) state.again = true;
    else void run(key);
  };
}
