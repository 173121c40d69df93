import { setImmediate } from 'node:timers/promises';

/** Maps with a pause after every `inARow` items, so that customers get their turn while this keeps the thread busy. */
export async function mapGently<Item, Result>(items: readonly Item[], inARow: number, map: (item: Item, index: number) => Result): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    if (index % inARow === inARow - 1) await setImmediate();
    results.push(map(item, index));
  }
  return results;
}
