import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JiedaError } from '../../../../src/base/errors.ts';
import { guessColumns, linesOfTable } from '../../../../src/studio/exchange/read/columns.ts';
import { readSource } from '../../../../src/studio/exchange/read/read.ts';
import type { LineSource, TableSource } from '../../../../src/studio/exchange/read/source.ts';
import { workbook, zip } from './archives.ts';

const read = (content: string | Buffer, name = 'file') => readSource(Buffer.from(content), name);
const sentences = async (content: string | Buffer, name?: string) => ((await read(content, name)) as LineSource).lines.map(({ at, intent, text }) => [at, intent, text]);
const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
/** "意图,例句" and one row, in GB18030. */
const GB = Buffer.from('d2e2cdbc2cc0fdbee40d0acde8bbf52ccde8bbf5d7a3c4fa0d0a', 'hex');

describe('a table', () => {
  const text = '意图,例句,情绪\r\n退货,"我要退货,快点",生气\r\n物流,到哪了,\r\n';
  const rows = [['意图', '例句', '情绪'], ['退货', '我要退货,快点', '生气'], ['物流', '到哪了', '']];

  it.each([
    ['UTF-8', Buffer.from(text)], ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)], ['UTF-16 with its mark', utf16(`\uFEFF${text}`)], ['UTF-16, big end first', utf16(`\uFEFF${text}`, true)],
    ['UTF-16 without a mark', utf16(`a${text}`.slice(1))], ['tabs', Buffer.from(text.replaceAll('"', '').replace('货,快', '货，快').replaceAll(',', '\t').replace('，', ','))],
  ])('is read in %s', async (_name, bytes) => {
    const source = (await read(bytes)) as TableSource;
    expect([source.format, source.rows.map(({ cells }) => cells)]).toEqual(['csv', rows]);
  });

  it('is read in GB18030, which says nothing of itself', async () => {
    expect(((await read(GB)) as TableSource).rows[0]!.cells).toEqual(['意图', '例句']);
  });

  it('is read of a workbook, its numbers and formulas as text', async () => {
    const cell = (address: string, value: string) => `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const source = await read(workbook(`<row r="1">${cell('A1', '文本')}${cell('B1', '意图')}</row><row r="3">${cell('A3', '=1+1')}<c r="B3"><f>2*3</f><v>6</v></c></row>`));
    expect((source as TableSource).rows.map(({ cells }) => cells)).toEqual([['文本', '意图'], ['', ''], ['=1+1', '6']]);
  });

  it('tells which column holds what, by words of two languages or by what stands there', async () => {
    const guess = async (csv: string) => guessColumns((await read(csv)) as TableSource, (name) => ['refund', '物流查询'].includes(name));
    expect(await guess('编号,Intent,用户问法,Emotion\n1,refund,退钱,angry\n')).toEqual({ header: true, intent: 1, text: 2, emotion: 3 });
    expect(await guess('语料,业务\n退钱,refund\n')).toEqual({ header: true, text: 0, intent: 1, emotion: null });
    expect(await guess('物流查询,我的快递到哪里了,生气\nrefund,钱什么时候退给我,平静\n')).toEqual({ header: false, intent: 0, text: 1, emotion: 2 });
    expect(await guess('你好\n')).toMatchObject({ intent: null });
  });

  it('gives sentences with their lines, feelings in words, and counts what has no label or looks like a formula', async () => {
    const source = (await read('意图,例句,情绪\n退货,"=退\n货",愤怒\n,没有意图,\n退货,,\n物流,到哪,neutral\n')) as TableSource;
    expect(linesOfTable(source, guessColumns(source, () => false))).toEqual({
      lines: [{ at: '3', intent: '退货', text: '=退\n货', emotion: 'angry' }, { at: '6', intent: '物流', text: '到哪', emotion: 'calm' }],
      notes: [{ kind: 'noLabel', count: 1 }, { kind: 'formulas', count: 1 }],
    });
  });
});

describe('a file of another system', () => {
  it('is Rasa: examples without the marks of entities, and what else it holds is counted', async () => {
    const yaml = [
      'version: "3.1"', 'nlu:', '- intent: order_status', '  examples: |', '    - 我的[快递](parcel)到哪了', '    - 单号[1234]{"entity": "order", "role": "own"}呢', '',
      '- intent: faq/returns', '  examples:', '  - text: |', '      怎么退货', '  - 能退吗', '- synonym: 顺丰', '  examples: |', '    - SF', '- lookup: city', '  examples: |', '    - 深圳', '- regex: zip', '  examples: |', '    - \\d{6}',
    ].join('\n');
    const source = (await read(yaml)) as LineSource;
    expect([source.format, source.notes]).toEqual(['rasa', [{ kind: 'annotations', count: 2 }, { kind: 'synonyms', count: 1 }, { kind: 'lookups', count: 1 }, { kind: 'regexes', count: 1 }]]);
    expect(await sentences(yaml)).toEqual([['5', 'order_status', '我的快递到哪了'], ['6', 'order_status', '单号1234呢'], ['10', 'faq/returns', '怎么退货'], ['12', 'faq/returns', '能退吗']]);
  });

  it('is Botpress: questions and utterances in Chinese', async () => {
    const qna = { qnas: [{ id: 'x_returns', data: { questions: { zh: ['怎么退货'], en: ['How to return'] }, answers: { zh: ['这样退'] } } }] };
    expect(await sentences(JSON.stringify(qna))).toEqual([['1.1', 'x_returns', '怎么退货']]);
    expect(((await read(JSON.stringify(qna))) as LineSource).notes).toEqual([{ kind: 'answers', count: 1 }, { kind: 'languages', count: 1 }]);
    expect(await sentences(JSON.stringify([{ name: 'track', utterances: { en: ['where is [my order](order)'] }, slots: [] }]))).toEqual([['1.1', 'track', 'where is my order']]);
  });

  it('is Dialogflow: an agent as an archive, or one file of it', async () => {
    const phrase = (...pieces: string[]) => ({ data: pieces.map((text) => ({ text, userDefined: false })) });
    const archive = zip([
      { name: 'agent.json', content: '{}' }, { name: 'package.json', content: '{"version":"1.0.0"}' },
      { name: 'intents/查物流.json', content: JSON.stringify({ name: '查物流', responses: [{ messages: [{ speech: '好' }] }] }) },
      { name: 'intents/查物流_usersays_zh-cn.json', content: JSON.stringify([phrase('我的', '快递'), phrase('到哪了')]) },
      { name: 'intents/查物流_usersays_en.json', content: JSON.stringify([phrase('where')]) },
      { name: 'intents/Default Fallback Intent.json', content: '{"name":"Default Fallback Intent","fallbackIntent":true}' },
    ]);
    expect(await sentences(archive)).toEqual([['查物流_usersays_zh-cn.json:1', '查物流', '我的快递'], ['查物流_usersays_zh-cn.json:2', '查物流', '到哪了']]);
    expect(((await read(archive)) as LineSource).notes).toEqual([{ kind: 'answers', count: 1 }, { kind: 'fallbacks', count: 1 }, { kind: 'languages', count: 1 }]);
    expect(await sentences(JSON.stringify([phrase('退钱')]), '退款_usersays_zh-cn.json')).toEqual([['1', '退款', '退钱']]);
  });
});

describe('whatever bytes are sent', () => {
  const coded = async (bytes: Buffer): Promise<boolean> => {
    try {
      await readSource(bytes, 'file');
      return true;
    } catch (error) {
      return error instanceof JiedaError && error.code.startsWith('import.');
    }
  };

  it('are read, or refused with a code', async () => {
    const starts = fc.constantFrom('', '{', '[{', 'PK\u0003\u0004', 'version: "3.1"\nnlu:\n', '"', '\uFEFF', 'nlu:\n- intent: a\n  examples: |\n');
    await fc.assert(fc.asyncProperty(starts, fc.uint8Array({ maxLength: 400 }), (start, bytes) => coded(Buffer.concat([Buffer.from(start), bytes]))), { numRuns: 300 });
  });

  it('also when a good file is cut or has other bytes somewhere', async () => {
    const good = workbook('<row r="1"><c r="A1" t="inlineStr"><is><t>文本</t></is></c></row>');
    await fc.assert(fc.asyncProperty(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.boolean(), (at, bytes, cut) => coded(cut ? good.subarray(0, at) : Buffer.concat([good.subarray(0, at), bytes, good.subarray(at + bytes.length)]))), { numRuns: 300 });
  });
});
