import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../src/base/config.ts';

const text = readFileSync(join(PROJECT_PATH, 'docs/understanding.md'), 'utf8');

describe('docs/understanding.md', () => {
  test('names only files that exist', () => {
    const files = [...text.matchAll(/`((?:src|test|data)\/[^`\s]+\.\w+)`/g)].map(([, path]) => path!);
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((path) => !existsSync(join(PROJECT_PATH, path)))).toEqual([]);
  });
});
