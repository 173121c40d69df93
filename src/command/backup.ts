import { resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { restoreBackup } from '../storage/backup/restore.ts';
import { writeBackup } from '../storage/backup/write.ts';
import { commandConfig, printJson, progressBar } from './common.ts';

/** `jieda backup FILE`: everything of this place in one file, as it is now, while servers go on. */
export async function runBackup(file: string, { json = false }: { json?: boolean }): Promise<void> {
  const path = resolve(file);
  const { rows, files, sha256, bytes } = await writeBackup(commandConfig(), path, systemClock.now_ms(), progressBar());
  if (json) printJson({ file: path, bytes, rows, files, sha256 });
  else process.stdout.write(`已备份到 ${path}：${sum(rows)} 行，${files} 个内容文件，${bytes} 字节。\n`);
}

/** `jieda restore FILE`: puts a backup into this place, whichever engine it was made of. */
export async function runRestore(file: string, { json = false, force = false }: { json?: boolean; force?: boolean }): Promise<void> {
  const { rows, files, kept } = await restoreBackup(commandConfig(), resolve(file), { force, now_ms: systemClock.now_ms() }, progressBar());
  if (json) printJson({ rows, files, kept });
  else process.stdout.write(`已恢复 ${sum(rows)} 行和 ${files} 个内容文件，数量核对一致。${kept === null ? '' : `原来的数据库保留在 ${kept}。`}\n`);
}

function sum(rows: Record<string, number>): number {
  return Object.values(rows).reduce((total, count) => total + count, 0);
}
