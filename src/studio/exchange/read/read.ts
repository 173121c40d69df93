import { JiedaError } from '../../../base/errors.ts';
import { isArchive, unpack } from './archive.ts';
import { looksLikeBotpress, readBotpress } from './botpress.ts';
import { csvRows } from './csv.ts';
import { looksLikeDialogflow, looksLikeDialogflowJson, readDialogflow, readDialogflowJson } from './dialogflow.ts';
import { decodeAll } from './encoding.ts';
import { parseJson } from './json.ts';
import { looksLikeOurs, readOurs } from './ours.ts';
import { looksLikeRasa, readRasa } from './rasa.ts';
import { sheetRows } from './sheet.ts';
import type { Source } from './source.ts';

/** How a workbook of Excel before 2007 begins. */
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * Reads a file of intents. What it is tells its content; its name is asked only where the content leaves it open.
 * @throws JiedaError `import.unknown_format`, `import.damaged`, `import.too_large`, `import.archive_unsafe`, `import.empty`.
 */
export async function readSource(bytes: Buffer, fileName: string): Promise<Source> {
  if (isArchive(bytes)) return readArchive(bytes);
  if (bytes.subarray(0, OLD_EXCEL.length).equals(OLD_EXCEL)) throw new JiedaError('import.unknown_format', { reason: 'xls' });
  const { text } = await decodeAll(bytes);
  const begin = text.trimStart();
  if (begin === '') throw new JiedaError('import.empty');
  // eslint-disable-next-line no-control-regex -- what no text holds
  if (/[\u0000-\u0008\u000e-\u001a]/.test(text.slice(0, 65_536))) throw new JiedaError('import.unknown_format');
  if (begin.startsWith('{') || /^\[\s*[[{\]]/.test(begin)) return readJson(text, fileName);
  if (looksLikeRasa(text)) return readRasa(text);
  return readTable(bytes);
}

async function readArchive(bytes: Buffer): Promise<Source> {
  const names: string[] = [];
  const files = await unpack(bytes, (name) => {
    names.push(name);
    return name.endsWith('.json');
  });
  if (names.includes('xl/workbook.xml')) return { format: 'xlsx', rows: (await sheetRows(bytes)).map((cells, index) => ({ line: index + 1, cells })) };
  if (looksLikeDialogflow(names)) return readDialogflow(files);
  throw new JiedaError('import.unknown_format');
}

function readJson(text: string, fileName: string): Source {
  const value = parseJson(text);
  if (looksLikeOurs(value)) return readOurs(value);
  if (looksLikeDialogflowJson(value)) return readDialogflowJson(value, fileName);
  if (looksLikeBotpress(value)) return readBotpress(value);
  throw new JiedaError('import.unknown_format', { reason: 'json' });
}

async function readTable(bytes: Buffer): Promise<Source> {
  const rows = [];
  for await (const { line, cells } of csvRows(() => [bytes])) rows.push({ line, cells });
  return { format: 'csv', rows };
}
