import { afterEach, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../src/base/config.ts';
import { claimFolder } from '../../src/storage/claim.ts';
import { temporaryFolder } from '../support/folder.ts';

const folder = temporaryFolder();
afterEach(folder.remove);

const refusal = (pid: number) => expect.objectContaining({ code: 'storage.in_use', details: { pid } });

it('gives a data folder to one server at a time', () => {
  const release = claimFolder(folder.path);
  expect(() => claimFolder(folder.path)).toThrow(refusal(process.pid));
  release();
  claimFolder(folder.path)();
});

it('takes over the folder of a server that was killed', async () => {
  const other = temporaryFolder();
  const hold = `const D=require(${JSON.stringify(join(PROJECT_PATH, 'node_modules/libsql'))});const d=new D(process.argv[1]);d.exec('begin exclusive');console.log('held');setInterval(()=>{},1000)`;
  const holder = spawn(process.execPath, ['-e', hold, join(other.path, 'server.lock')]);
  await once(holder.stdout, 'data');
  writeFileSync(join(other.path, 'server.pid'), String(holder.pid));
  expect(() => claimFolder(other.path)).toThrow(refusal(holder.pid as number));
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  claimFolder(other.path)();
  other.remove();
});
