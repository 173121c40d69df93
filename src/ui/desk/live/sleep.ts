/** How often the page looks whether it stood still, and how late a look has to come for that. */
const LOOK_MS = 2_000;
const LATE_MS = 10_000;

/** The document, as far as it matters here. */
type Page = {
  readonly hidden: boolean;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
};

/**
 * Calls `woken` when the page has stood still: its tab was frozen, or the machine slept. A socket takes up to a minute to notice that it is dead.
 * Timers of a page that nobody sees are slow by themselves, so that it is told only once it is in view again.
 * @returns a function that ends it.
 */
export function watchSleep(woken: () => void, page: Page): () => void {
  let looked_ms = Date.now();
  let isLate = false;
  const look = (): void => {
    const now_ms = Date.now();
    if (now_ms - looked_ms > LATE_MS) isLate = true;
    looked_ms = now_ms;
    if (!isLate || page.hidden) return;
    isLate = false;
    woken();
  };
  const timer = setInterval(look, LOOK_MS);
  page.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    page.removeEventListener('visibilitychange', look);
  };
}
