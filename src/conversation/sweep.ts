import { LIMITS } from '../base/limits.ts';

/**
 * Handles everything that is due, a page of `LIMITS.sweepPage` at a time. `list` gives what comes after the last one of the page before. One
 * that fails is reported and left for the next sweep; it stops none of the others.
 */
export async function sweep<Item>(list: (after: Item | null) => Promise<Item[]>, handle: (item: Item) => Promise<void>, onError: (error: unknown, item: Item) => void): Promise<void> {
  let after: Item | null = null;
  for (;;) {
    const page: Item[] = await list(after);
    await Promise.all(page.map((item) => handle(item).catch((error: unknown) => onError(error, item))));
    if (page.length < LIMITS.sweepPage) return;
    after = page.at(-1) ?? null;
  }
}
