import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { JiedaError } from '../../base/errors.ts';
import { writeDurably } from '../durableFile.ts';

/** The folders of content, below the one that the configuration names. Run-time data lives in one of them and is no content. */
const FOLDERS = ['intents', 'dialogs', 'data'];
const RUN_TIME_DATA = join('data', 'local');

/** The paths of all content files, in order. Links are left out. */
export async function listContentFiles(contentPath: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of FOLDERS) found.push(...(await filesBelow(contentPath, folder)));
  return found.sort();
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  if (folder === RUN_TIME_DATA) return [];
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(root, path)));
    else if (entry.isFile() && !entry.name.endsWith('.tmp')) found.push(path);
  }
  return found;
}

export function readContentFile(contentPath: string, path: string): Promise<Buffer> {
  return readFile(join(contentPath, path));
}

/** @throws JiedaError `backup.damaged` for a path that is none of content. */
export function checkContentPath(path: string): void {
  const plain = normalize(path);
  if (plain !== path || path.includes('\0') || !FOLDERS.some((folder) => path.startsWith(folder + sep)) || path.startsWith(RUN_TIME_DATA + sep)) throw new JiedaError('backup.damaged', { reason: 'path', path });
}

/** What a content folder has that differs from these files: missing and additional ones, and such with another content. */
export async function differingFiles(contentPath: string, files: ReadonlyMap<string, Buffer>): Promise<string[]> {
  const there = await listContentFiles(contentPath);
  const differing = there.filter((path) => !files.has(path));
  for (const [path, content] of files) {
    if (there.includes(path) && !(await readContentFile(contentPath, path)).equals(content)) differing.push(path);
  }
  return differing;
}

/** Makes a content folder hold these files and no others, each replaced as a whole. */
export async function replaceContent(contentPath: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(contentPath, path)), { recursive: true });
    await writeDurably(join(contentPath, path), content);
  }
  for (const path of await listContentFiles(contentPath)) if (!files.has(path)) await rm(join(contentPath, path));
}
