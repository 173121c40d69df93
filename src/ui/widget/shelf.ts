/** The part of `localStorage` that the widget uses. */
export interface BrowserStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * What the widget remembers from page to page. Where the browser gives no storage (#mode, a full quota, a sandbox), it
 * remembers until the page is left.
 */
export class Shelf {
  readonly prefix: string;
  readonly #storage: BrowserStorage | null;
  readonly #inMemory = new Map<string, string>();

  constructor(storage: BrowserStorage | null, prefix: string) {
    this.#storage = storage;
    this.prefix = prefix;
  }

  get(key: string): string | null {
    try {
      const kept = this.#storage?.getItem(this.prefix + key);
      if (kept != null) return kept;
    } catch {
      // Storage was taken away while the page lives; what is in memory is all there is.
    }
    return this.#inMemory.get(key) ?? null;
  }

  set(key: string, value: string): void {
    this.#inMemory.delete(key);
    try {
      if (!this.#storage) throw new Error('no storage');
      this.#storage.setItem(this.prefix + key, value);
    } catch {
      this.#inMemory.set(key, value);
    }
  }

  remove(key: string): void {
    this.#inMemory.delete(key);
    try {
      this.#storage?.removeItem(this.prefix + key);
    } catch {
      // Nothing was stored, or nothing can be; either way it is gone for this page.
    }
  }

  /** Keys that begin with `start`, of the storage and of memory. */
  keys(start: string): string[] {
    const found = new Set([...this.#inMemory.keys()].filter((key) => key.startsWith(start)));
    try {
      for (let i = 0; i < (this.#storage?.length ?? 0); i++) {
        const key = this.#storage?.key(i);
        if (key?.startsWith(this.prefix + start)) found.add(key.slice(this.prefix.length));
      }
    } catch {
      // See get().
    }
    return [...found];
  }
}
