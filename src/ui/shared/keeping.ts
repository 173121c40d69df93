/** Keeps a value in the browser and says whether it did; a browser that keeps nothing (private mode, full) still works for this visit. */
export function keep(storage: Storage, key: string, value: unknown): boolean {
  try {
    storage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** What was kept, or null; what somebody else wrote there and is no JSON counts as nothing. */
export function recall(storage: Storage, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}
