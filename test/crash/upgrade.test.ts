import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { temporaryFolder } from '../support/folder.ts';

const PROGRAMS = 4;

it('commands that open an embedded database at once wait for the one that upgrades it', async () => {
  const folder = temporaryFolder();
  const run = () => promisify(execFile)(process.execPath, [join(PROJECT_PATH, 'dist/cli.js'), 'releases', '--json'], { env: { ...process.env, NODE_OPTIONS: '', JIEDA_DATA: folder.path, JIEDA_LOG_LEVEL: 'warn' } });
  const ended = await Promise.all(Array.from({ length: PROGRAMS }, run));
  expect(ended.map(({ stdout, stderr }) => [stdout, stderr])).toEqual(ended.map(() => ['', '']));
  folder.remove();
});
