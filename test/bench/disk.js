import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { quantile, sortedCopy } from './quantile.js';

const WRITES = 60;
const PAGE = Buffer.alloc(4096, 1);

/** Milliseconds (median) until one page is safe on the disk of a folder: no single visitor's turn can be committed in less. */
export function measureDisk(folder) {
  const file = openSync(join(folder, 'fsync'), 'w');
  const took_ms = [];
  try {
    for (let write = 0; write < WRITES; write += 1) {
      const from = performance.now();
      writeSync(file, PAGE);
      fsyncSync(file);
      took_ms.push(performance.now() - from);
    }
  } finally {
    closeSync(file);
  }
  return quantile(sortedCopy(took_ms), 0.5);
}
