import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { JiedaError } from '../../base/errors.ts';
import { parseScripts } from './parse.ts';
import type { Script } from './script.ts';

/**
 * The conversations of a folder's `.txt` files, or of one file, in the order of their names.
 * @throws JiedaError `evaluation.invalid` for what is no such file.
 */
export async function readScripts(path: string): Promise<Script[]> {
  const files = await filesOf(path);
  if (files.length === 0) throw new JiedaError('evaluation.invalid', { file: path, reason: 'no .txt file' });
  return (await Promise.all(files.map(async (file) => parseScripts(basename(file), await readFile(file, 'utf8'))))).flat();
}

async function filesOf(path: string): Promise<string[]> {
  if (path.endsWith('.txt')) return [path];
  try {
    return (await readdir(path)).filter((name) => name.endsWith('.txt')).sort().map((name) => join(path, name));
  } catch (error) {
    throw new JiedaError('evaluation.invalid', { file: path, reason: 'no such folder' }, error);
  }
}
