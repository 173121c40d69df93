import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { JiedaError } from '../base/errors.ts';

/**
 * Claims a data folder for the server of this process: two servers on one embedded database would not hear of each other's messages.
 * Command lines beside the server need no claim. The claim is a lock that the system holds for the process, so that it ends with it however
 * that dies; the file with the pid only tells people who holds it.
 * @returns a function that gives the folder free.
 * @throws JiedaError `storage.in_use` with `pid`.
 */
export function claimFolder(dataPath: string): () => void {
  mkdirSync(dataPath, { recursive: true });
  const pidFile = join(dataPath, 'server.pid');
  const lock = new LibsqlDatabase(join(dataPath, 'server.lock'));
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') throw new JiedaError('storage.in_use', { pid: pidIn(pidFile) });
    throw error;
  }
  writeFileSync(pidFile, String(process.pid));
  return () => {
    rmSync(pidFile, { force: true });
    lock.close();
  };
}

function pidIn(path: string): number | null {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch (error) {
    // The other process is just starting or stopping.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
