import { describe, expect, it } from '@jest/globals';
import readExcelFile from 'read-excel-file/node';
import { fromBuffer, type ZipFile } from 'yauzl';
import { toXlsx } from '../../src/base/xlsx.ts';

const columns = [{ title: '名称', width: 20 }, { title: '比例', width: 10, format: '0.0%' }];

/** Every part of the file as it stands in the archive. */
async function partsOf(file: Buffer): Promise<Map<string, string>> {
  const archive = await new Promise<ZipFile>((resolve, reject) => fromBuffer(file, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip))));
  const parts = new Map<string, string>();
  return new Promise((resolve, reject) => {
    archive.on('entry', (entry) => {
      archive.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject).on('end', () => {
          parts.set(entry.fileName, Buffer.concat(chunks).toString('utf8'));
          archive.readEntry();
        });
      });
    });
    archive.on('end', () => resolve(parts)).on('error', reject);
    archive.readEntry();
  });
}

describe('a workbook', () => {
  it.each(['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x.cn","看看")', '=cmd|\' /C calc\'!A0'])('holds %j as the text that it is', async (text) => {
    const file = await toXlsx({ name: '表', columns, rows: [[text, 0.5]] });
    const [sheet] = await readExcelFile(file, { trim: false });
    expect(sheet?.data[1]).toEqual([text, 0.5]);
    const parts = await partsOf(file);
    const cells = [...parts].filter(([name]) => name.startsWith('xl/worksheets/')).map(([, xml]) => xml).join('');
    expect(cells).not.toMatch(/<f[ >]/);
    expect(cells).toMatch(/<c r="A2"[^>]*t="(s|inlineStr)"/);
    expect([...parts.keys()].filter((name) => /externalLink|vba|connections/i.test(name))).toEqual([]);
  });

  it('has numbers as numbers, dates as the clock shows them, a head in sight, and nothing in empty cells', async () => {
    const file = await toXlsx({ name: '按天', columns: [...columns, { title: '时间', width: 20 }], rows: [['甲', 0.125, new Date('2026-11-24T10:00:05Z')], ['', null, null], ['乙', -3, null]] });
    const [sheet] = await readExcelFile(file);
    expect(sheet?.sheet).toBe('按天');
    const [head, [name, share, at] = [], ...others] = sheet?.data ?? [];
    expect([head, name, share, others]).toEqual([['名称', '比例', '时间'], '甲', 0.125, [[null, null, null], ['乙', -3, null]]]);
    // Spreadsheets count in fractions of a day.
    expect(Math.round(Number(at) / 1_000)).toBe(Date.parse('2026-11-24T10:00:05Z') / 1_000);
    const xml = (await partsOf(file)).get('xl/worksheets/sheet1.xml') ?? '';
    expect(xml).toContain('state="frozen"');
    expect(xml).toMatch(/<col [^>]*width="20/);
  });

  it('opens whatever was written: control characters, half a pair, and texts longer than a cell', async () => {
    const file = await toXlsx({ name: '表', columns, rows: [['a\u0000b\u001F', 1], ['\uD83D', 2], ['😀', 3], ['长'.repeat(40_000), 4], ['<b>&"x"</b>', 5]] });
    const [sheet] = await readExcelFile(file);
    expect(sheet?.data.slice(1).map(([text]) => (text as string | null)?.slice(0, 12))).toEqual(['ab', undefined, '😀', '长'.repeat(12), '<b>&"x"</b>']);
    expect(sheet?.data[4]?.[0]).toHaveLength(32_767);
  });
});
