import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../../src/base/config.ts';
import type { readAside as ReadAside } from '../../../src/studio/exchange/read/aside.ts';

/** The built program's, because a thread runs files. */
const readAside = async (content: string, signal?: AbortSignal, heap_MB?: number) => {
  const built = (await import(join(PROJECT_PATH, 'dist/studio/exchange/read/aside.js'))) as { readAside: typeof ReadAside };
  return built.readAside(Buffer.from(content), 'file', signal, heap_MB);
};

describe('the thread that reads a file', () => {
  it('hands over what it has read, and why a file is refused', async () => {
    expect(await readAside('意图,例句\nrefund,退钱\n')).toEqual({ format: 'csv', rows: [{ line: 1, cells: ['意图', '例句'] }, { line: 2, cells: ['refund', '退钱'] }] });
    await expect(readAside('{"hello":1}')).rejects.toMatchObject({ code: 'import.unknown_format', details: { reason: 'json' } });
  });

  it('ends alone when a file takes more memory than it may have, and customers are answered meanwhile', async () => {
    let turns = 0;
    const others = setInterval(() => (turns += 1), 5);
    await expect(readAside(`[${'{},'.repeat(2_000_000)}{}]`, undefined, 24)).rejects.toMatchObject({ code: 'import.too_large', details: { what: 'memory', max: 24 } });
    clearInterval(others);
    expect(turns).toBeGreaterThan(10);
  });

  it('ends when it is told to', async () => {
    const ending = new AbortController();
    const reading = readAside(`[${'{},'.repeat(5_000_000)}{}]`, ending.signal);
    ending.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
  });
});
