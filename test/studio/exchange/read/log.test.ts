import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toCsv } from '../../../../src/base/csv.ts';
import { customerTexts, lookAtLog } from '../../../../src/studio/exchange/read/log.ts';
import { workbook } from './archives.ts';

const bytes = (content: string | Buffer) => () => [Buffer.from(content)];
const look = (content: string | Buffer, chosen: Parameters<typeof lookAtLog>[2] = {}) => lookAtLog('log', bytes(content), chosen);

describe('an old chat log', () => {
  const csv = '时间,会话,发送方,消息内容\n10:00,1,客户,到哪了\n10:01,1,客服,您好\n10:02,1,客户,"谢谢,\n再见"\n10:03,2,机器人,您好\n10:04,2,,\n';

  it('gives what customers say, and nothing of the others', async () => {
    const report = await look(csv);
    expect(report).toMatchObject({ columns: { header: true, text: 3, speaker: 2 }, customers: ['客户'], rows: 5, sentences: 2, speakers: [{ name: '客户', lines: 2 }, { name: '客服', lines: 1 }, { name: '机器人', lines: 1 }] });
    expect(await customerTexts(bytes(csv), report)).toEqual(['到哪了', '谢谢,\n再见']);
  });

  it('shows no private data among its first rows', async () => {
    expect((await look('内容\n我的密码是 abc12345\n')).samples).toEqual([['我的密码是 ********']]);
  });

  it('is read as JSON lines and as a workbook', async () => {
    const jsonl = '{"role":"user","text":"到哪了","at":1}\n\n{"text":"您好","role":"agent"}\n{"role":"user","text":"谢谢","__proto__":1}\n';
    expect(await customerTexts(bytes(jsonl), await look(jsonl))).toEqual(['到哪了', '谢谢']);
    const cell = (address: string, value: string) => `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const xlsx = workbook(`<row r="1">${cell('A1', '角色')}${cell('B1', '内容')}</row><row r="2">${cell('A2', '买家')}${cell('B2', '到哪了')}</row><row r="3">${cell('A3', '店小二')}${cell('B3', '您好')}</row>`);
    expect(await customerTexts(bytes(xlsx), await look(xlsx))).toEqual(['到哪了']);
  });

  it('has to say who is a customer where its speakers are names, and which column is what where nothing tells', async () => {
    const names = 'from,message\n张三,到哪了\n小美,您好\n';
    const report = await look(names);
    expect([report.customers, report.sentences]).toEqual([[], 0]);
    await expect(customerTexts(bytes(names), report)).rejects.toMatchObject({ code: 'import.speaker_missing' });
    expect(await customerTexts(bytes(names), await look(names, { customers: ['张三'] }))).toEqual(['到哪了']);
    const unknown = 'a,b\n1,到哪了\n';
    await expect(customerTexts(bytes(unknown), await look(unknown))).rejects.toMatchObject({ code: 'import.column_missing' });
    expect(await customerTexts(bytes(unknown), await look(unknown, { columns: { header: true, text: 1, speaker: null } }))).toEqual(['到哪了']);
    expect(await customerTexts(bytes('到哪了\n谢谢\n'), await look('到哪了\n谢谢\n'))).toEqual(['到哪了', '谢谢']);
  });

  it('brings back every sentence that was written, however it is cut into pieces', async () => {
    const sentence = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.trim().replaceAll('\0', '').replaceAll(/\r/g, '')).filter((text) => text !== '' && !/^[=+\-@\t]/.test(text));
    await fc.assert(fc.asyncProperty(fc.array(sentence, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 50 }), async (texts, size) => {
      const whole = Buffer.from(toCsv([['text', 'speaker'], ...texts.map((text) => [text, 'customer'])]));
      const pieces = () => Array.from({ length: Math.ceil(whole.length / size) }, (_none, index) => whole.subarray(index * size, (index + 1) * size));
      expect(await customerTexts(pieces, await lookAtLog('log', pieces, {}))).toEqual(texts);
    }), { numRuns: 100 });
  });
});
