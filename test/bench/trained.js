import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH } from './process.js';
import { startServer } from './server.js';

/**
 * Data whose release was trained by an earlier run with the same build. It lies in `dist/`, because the next build, after which it would be
 * wrong, removes it there.
 */
export const TRAINED = join(PROJECT_PATH, 'dist/.bench');

/** A data folder with a trained release, at a path where nothing is yet. */
export async function prepare(dataPath) {
  if (existsSync(TRAINED)) return cpSync(TRAINED, dataPath, { recursive: true });
  mkdirSync(dataPath, { recursive: true });
  await (await startServer(dataPath)).stop();
  cpSync(dataPath, TRAINED, { recursive: true });
}
