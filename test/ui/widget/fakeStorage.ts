import type { BrowserStorage } from '../../../src/ui/widget/shelf.ts';

/** `localStorage`, shared by as many tabs as a test likes. */
export class FakeStorage implements BrowserStorage {
  readonly map = new Map<string, string>();
  /** As in a private window, or with a full quota. */
  broken = false;

  get length(): number {
    return this.map.size;
  }

  key(index: number): string | null {
    return [...this.map.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.map.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.broken) throw new Error('QuotaExceededError');
    this.map.set(key, value);
  }

  removeItem(key: string): void {
    this.map.delete(key);
  }
}
