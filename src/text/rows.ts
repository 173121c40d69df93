import type { Fingerprint } from './fingerprint.ts';

/** Rows of features, one after another: row `i` is `values[offsets[i]]` to `values[offsets[i + 1]]`. */
export type Rows = { values: Int32Array; offsets: Uint32Array };

/** Rows that are added one by one. */
export function openRows(): { add(row: readonly Fingerprint[]): void; close(): Rows } {
  const offsets = [0];
  const values: number[] = [];
  return {
    add(row) {
      for (let i = 0; i < row.length; i++) values.push(row[i]!);
      offsets.push(values.length);
    },
    close: () => ({ values: Int32Array.from(values), offsets: Uint32Array.from(offsets) }),
  };
}

/** The rows of both, one behind the other: row `i` of the result is row `i` of `one` and then row `i` of `other`. */
export function joinRows(one: Rows, other: Rows): Int32Array[] {
  return Array.from({ length: one.offsets.length - 1 }, (_, index) => {
    const [first, second] = [rowOf(one, index), rowOf(other, index)];
    const row = new Int32Array(first.length + second.length);
    row.set(first);
    row.set(second, first.length);
    return row;
  });
}

export function rowOf({ values, offsets }: Rows, index: number): Int32Array {
  return values.subarray(offsets[index]!, offsets[index + 1]!);
}
