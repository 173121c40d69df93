import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { LogColumns } from '../contract/studio/exchange.ts';
import { customerTexts, lookAtLog } from '../studio/exchange/read/log.ts';
import { addSentences } from '../studio/sentence/add.ts';
import { openStudio } from '../studio/studio.ts';
import { printJson, progressBar, withRuntime } from './common.ts';
import { ensureServing } from './serving.ts';

export type ImportLogOptions = { apply?: boolean; columns?: { text?: number; speaker?: number }; customer?: string[]; json?: boolean };

/** `jieda import --log FILE`: what an old chat log holds; with `--apply` what customers say in it goes into the review queue. */
export async function runImportLog(file: string, { apply = false, columns, customer, json = false }: ImportLogOptions): Promise<void> {
  const bytes = () => createReadStream(file) as AsyncIterable<Buffer>;
  const chosen: LogColumns | undefined = columns?.text === undefined ? undefined : { header: true, text: columns.text - 1, speaker: columns.speaker === undefined ? null : columns.speaker - 1 };
  const report = await lookAtLog(basename(file), bytes, { columns: chosen, ...(customer && customer.length > 0 && { customers: customer }) });
  if (!apply) {
    if (json) printJson(report);
    else process.stdout.write(`${report.rows} 行，其中客户说的 ${report.sentences} 句\n列：${report.titles.join(' | ')}\n说话人：${report.speakers.map(({ name, lines }) => `${name || '—'}（${lines}）`).join('、')}\n客户：${report.customers?.join('、') || '—'}\n`);
    return;
  }
  const texts = await customerTexts(bytes, report);
  await withRuntime(async (runtime, config) => {
    await ensureServing(runtime);
    const result = await addSentences(openStudio(config, runtime), { source: basename(file), texts }, { progress: progressBar() });
    if (json) printJson(result);
    else process.stdout.write(`新增 ${result.added} 句，重复 ${result.repeated} 句，略过 ${result.left} 句。\n`);
  });
}
