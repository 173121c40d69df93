import { describe, expect, it } from '@jest/globals';
import { deflateRawSync } from 'node:zlib';
import { JiedaError } from '../../../src/base/errors.ts';
import { LIMITS } from '../../../src/base/limits.ts';
import { idFor, isReserved } from '../../../src/studio/exchange/intentId.ts';
import { readSource } from '../../../src/studio/exchange/read/read.ts';
import type { LineSource, TableSource } from '../../../src/studio/exchange/read/source.ts';
import { workbook, workbookEntries, zip, type ArchiveEntry } from '../../studio/exchange/read/archives.ts';

const refusal = async (bytes: Buffer | string): Promise<[string, unknown]> => {
  try {
    await readSource(Buffer.from(bytes), 'file');
    return ['taken', null];
  } catch (error) {
    if (!(error instanceof JiedaError)) throw error;
    return [error.code, error.details?.['what'] ?? error.details?.['reason']];
  }
};
const entry = (name: string | Buffer, changes: Partial<ArchiveEntry> = {}): ArchiveEntry => ({ name, content: '{}', ...changes });
const MB = 1_048_576;

describe('an archive', () => {
  it.each([
    '../evil.json', 'intents/../../evil.json', '..', '/etc/passwd', '//host/share.json', 'C:\\evil.json', 'c:/evil.json', 'intents\\..\\evil.json', 'intents/a.json\u0000.exe', 'a\nb.json', '',
  ])('with a file called %j is refused', async (name) => {
    expect(await refusal(zip([entry('intents/a.json'), entry(name)]))).toEqual(['import.archive_unsafe', 'name']);
  });

  it('with a link, an encrypted file or a name twice is refused', async () => {
    expect(await refusal(zip([entry('intents/a.json', { attributes: 0o120777 << 16, content: '/etc/passwd' })]))).toEqual(['import.archive_unsafe', 'link']);
    expect(await refusal(zip([entry('intents/a.json', { flags: 0x0801 })]))).toEqual(['import.archive_unsafe', 'encrypted']);
    expect(await refusal(zip([entry('intents/a.json'), entry('intents/a.json')]))).toEqual(['import.archive_unsafe', 'name']);
  });

  it('that unpacks to too much is refused: by what it says, by how tightly it is packed, and by what comes out', async () => {
    const zeros = Buffer.alloc(4 * MB);
    expect(await refusal(zip([entry('intents/a.json', { content: zeros, declared: LIMITS.archiveBytes + 1 })]))).toEqual(['import.too_large', 'unpacked']);
    expect(await refusal(zip([entry('intents/a.json', { content: zeros })]))).toEqual(['import.too_large', 'ratio']);
    expect(await refusal(zip([entry('intents/a_usersays_zh-cn.json', { content: zeros, declared: 10 })]))).toEqual(['import.damaged', 'archive']);
    expect(await refusal(zip(Array.from({ length: LIMITS.archiveEntries + 1 }, (_none, index) => entry(`intents/${index}.json`))))).toEqual(['import.too_large', 'entries']);
  });

  it('takes little memory while it is refused', async () => {
    const bomb = zip(Array.from({ length: 20 }, (_none, index) => entry(`intents/i${index}_usersays_zh.json`, { content: Buffer.alloc(16 * MB), declared: 100 })));
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 20; round += 1) expect((await refusal(bomb))[0]).toMatch(/^import\./);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MB);
  });

  it('is read by its directory alone: what its other headers say and what lies between its files is never seen', async () => {
    const row = (text: string) => `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`;
    const entries = workbookEntries(row('真'));
    const lying = zip(entries.map((one) => ({ ...one, localSize: 0xfffffff0 })));
    expect(((await readSource(lying, 'x')) as TableSource).rows[0]!.cells).toEqual(['真']);
    const hidden = workbookEntries(row('假')).at(-1)!;
    const smuggled = Buffer.concat([zip([hidden]).subarray(0, 30 + hidden.name.length + deflateRawSync(hidden.content as string).length), zip(entries)]);
    expect((await refusal(smuggled))[0]).toMatch(/^(taken|import\.damaged)$/);
  });
});

describe('a workbook', () => {
  const cell = (address: string) => `<c r="${address}" t="inlineStr"><is><t>x</t></is></c>`;
  it.each([
    ['a row far down', `<row r="1048576">${cell('A1048576')}</row>`, 'import.too_large', 'rows'],
    ['a column far out', `<row r="1">${cell('XFD1')}</row>`, 'import.too_large', 'columns'],
    ['a far address in other quotes', `<row r="1"><c r='XFD1' t="inlineStr"><is><t>x</t></is></c></row>`, 'import.too_large', 'columns'],
    ['a far address behind a prefix', `<x:row r="1"><x:c x:r="XFD1"/></x:row>`, 'import.too_large', 'columns'],
    ['an address with a character reference', '<row r="1"><c r="&#88;FD1"/></row>', 'import.damaged', 'markup'],
    ['an address behind a bracket', '<row r="1"><c t=">" r="XFD1"/></row>', 'import.damaged', 'markup'],
    ['two addresses', '<row r="1"><c r="A1" r="XFD1"/></row>', 'import.too_large', 'columns'],
    ['an address that is none', '<row r="1"><c r="__proto__"/></row>', 'import.damaged', 'markup'],
    ['a huge cell', `<row r="1"><c r="A1" t="inlineStr"><is><t>${'长'.repeat(LIMITS.importCellLength + 1)}</t></is></c></row>`, 'import.too_large', 'cell'],
  ])('with %s is refused', async (_what, rows, code, what) => {
    expect(await refusal(workbook(rows))).toEqual([code, what]);
  });

  it('with entities of its own is refused', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1"><v>&b;</v></c></row></sheetData></worksheet>`;
    expect(await refusal(zip(workbookEntries('').map((one) => (String(one.name).endsWith('sheet1.xml') ? { ...one, content: laughs } : one))))).toEqual(['import.damaged', 'doctype']);
  });

  it('is never reckoned: a formula is the text that stands in its cell', async () => {
    const { rows } = (await readSource(workbook('<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://evil.example","x")</f><v>=cmd|\' /C calc\'!A0</v></c></row>'), 'x')) as TableSource;
    expect(rows[0]!.cells).toEqual(["=cmd|' /C calc'!A0"]);
  });
});

describe('text', () => {
  it.each([
    ['JSON that nests for ever', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'import.too_large', 'depth'],
    ['objects that nest for ever', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'import.too_large', 'depth'],
    ['JSON that is cut', '{"format":"jieda-content","version":1,"intents":[{"id"', 'import.damaged', 'json'],
    ['YAML that nests for ever', `nlu:\n- intent: a\n  examples: ${'['.repeat(20_000)}`, 'import.too_large', 'depth'],
    ['YAML that is none', 'nlu:\n- intent: "a\n  examples: |\n', 'import.damaged', undefined],
    ['a row of too many cells', `${'a,'.repeat(LIMITS.importColumns)}a\n`, 'import.too_large', 'columns'],
    ['a huge cell', `a,b\n${'x'.repeat(LIMITS.importCellLength + 1)},c\n`, 'import.too_large', 'cell'],
    ['a quote that never closes', `a,b\n"${'x\n'.repeat(200_000)}`, 'import.too_large', 'cell'],
    ['bytes of a program', '\u007fELF\u0002\u0001\u0001\u0000\u0000\u0000\u0000\u0000', 'import.unknown_format', undefined],
  ])('%s is refused', async (_what, text, code, what) => {
    const [found, why] = await refusal(text);
    expect(found).toBe(code);
    if (what !== undefined) expect(why).toBe(what);
  });

  it('with aliases that multiply yields none of them', async () => {
    const bomb = `version: "3.1"\na: &a ["x","x","x","x","x","x","x","x","x"]\n${'bcdefgh'.split('').map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`).join('\n')}\nnlu:\n- intent: y\n  examples: *h\n- intent: z\n  examples: |\n    - 好\n`;
    expect(((await readSource(Buffer.from(bomb), 'x')) as LineSource).lines.map(({ intent, text }) => [intent, text])).toEqual([['z', '好']]);
  });

  it('names no intent after what every object has', () => {
    for (const name of ['__proto__', 'constructor', 'toString', ' valueOf ', 'hasOwnProperty', '__defineGetter__', 'CONSTRUCTOR']) expect([name, isReserved(name), idFor(name)]).toEqual([name, true, null]);
    expect(idFor('../../etc/passwd')).toBe('etc_passwd');
    expect(idFor('退货 Return-Policy 2')).toBe('tui_huo_return_policy_2');
  });

  it('changes no prototype, whatever its members are called', async () => {
    const json = '[{"name":"a","utterances":{"zh":["你好"],"__proto__":{"polluted":1}},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]';
    await readSource(Buffer.from(json), 'x');
    await readSource(Buffer.from('意图,例句\n__proto__,polluted\n'), 'x');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
