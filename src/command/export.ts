import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ExportQuery } from '../contract/studio/exchange.ts';
import { exportContent } from '../studio/exchange/exporting.ts';
import { openStudio } from '../studio/studio.ts';
import { COMMAND } from './author.ts';
import { printJson, withRuntime } from './common.ts';

/** `jieda export [FILE]`: the content draft as a file, or on standard output. */
export async function runExport(file: string | undefined, { what, format, json = false }: ExportQuery & { json?: boolean }): Promise<void> {
  await withRuntime(async (runtime, config) => {
    const { content, name } = await exportContent(openStudio(config, runtime), COMMAND, { what, format });
    if (file === undefined) {
      process.stdout.write(content);
      return;
    }
    await writeFile(file, content);
    if (json) printJson({ file: resolve(file), name, bytes: Buffer.byteLength(content) });
    else process.stdout.write(`已导出到 ${resolve(file)}。\n`);
  });
}
