import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../../src/base/config.ts';
import type { ImportChoices, IntentChoice } from '../../../src/contract/studio/exchange.ts';
import { listAudit } from '../../../src/storage/audit.ts';
import { listVersions } from '../../../src/storage/documentVersion.ts';
import { carryOut, NO_CHOICES, prepare, type Intake } from '../../../src/studio/exchange/importing.ts';
import { readSource } from '../../../src/studio/exchange/read/read.ts';
import { openStudio, type Studio } from '../../../src/studio/studio.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';

const BY = { id: 'person-1', address: '10.0.0.7' };

describe('importing intents', () => {
  let runtime: TestRuntime;
  let folder: ReturnType<typeof temporaryFolder>;
  let studio: Studio;
  beforeEach(async () => {
    runtime = await testRuntime();
    folder = temporaryFolder();
    await mkdir(join(folder.path, 'dialogs'));
    for (const part of ['data/lexicons', 'data/figures.json']) await cp(join(PROJECT_PATH, part), join(folder.path, part), { recursive: true });
    await write('refund', '退款', ['钱什么时候能退回给我呀', '我要退钱']);
    await write('tracking', '物流查询', ['我的快递到哪里了']);
    studio = openStudio({ contentPath: folder.path, studio: true }, runtime.runtime);
  });
  afterEach(async () => {
    await runtime.close();
    folder.remove();
  });

  const write = async (id: string, name: string, texts: string[]) => {
    await mkdir(join(folder.path, 'intents'), { recursive: true });
    const document = { id, name, domain: 'shop', description: '', rev: 3, rules: [], examples: texts.map((text) => ({ text, emotion: 'calm' })) };
    await writeFile(join(folder.path, 'intents', `${id}.json`), JSON.stringify(document));
  };
  const intake = async (content: string, file = 'old.csv'): Promise<Intake> => ({ file, source: await readSource(Buffer.from(content), file) });
  const look = async (content: string, choices: Partial<ImportChoices> = {}) => prepare(await studio.draft.readAll(), await intake(content), { ...NO_CHOICES, ...choices });
  const apply = async (content: string, choices: Partial<ImportChoices> = {}, signal?: AbortSignal) => carryOut(studio, BY, await intake(content), { ...NO_CHOICES, ...choices }, { ...(signal && { signal }) });
  const textsOf = async (id: string) => (await studio.draft.find('intent', id))?.examples.map(({ text }) => text);
  const files = async () => Promise.all((await readdir(join(folder.path, 'intents'))).sort().map(async (name) => [name, await readFile(join(folder.path, 'intents', name), 'utf8')]));
  const create = (name: string, id: string): [string, IntentChoice] => [name, { as: 'create', id, name }];

  it('tells of each line what it would be, and changes nothing', async () => {
    const before = await files();
    const { report, lines } = await look([
      '意图,例句', 'refund,退款怎么这么慢', '退款,我要退钱', '退款,退款怎么这么慢', 'refund,钱什么时候能退回给我啊', 'refund,我的快递到哪里了', '物流查询,退款怎么这么慢',
      'refund,我的身份证号是11010519491231002X', `refund,${'长'.repeat(501)}`, 'constructor,你好', '__proto__,你好', '换货,我想换一件', 'refund,=HYPERLINK("http://x")',
    ].join('\n'));
    expect(lines.map(({ at, target, verdict, taken }) => [at, target, verdict, taken])).toEqual([
      ['2', 'refund', 'new', true], ['3', 'refund', 'duplicate', false], ['4', 'refund', 'repeated', false], ['5', 'refund', 'near', true], ['6', 'refund', 'contradiction', false],
      ['7', 'tracking', 'contradiction', false], ['8', 'refund', 'private', true], ['9', 'refund', 'tooLong', false], ['10', null, 'reserved', false], ['11', null, 'reserved', false],
      ['12', null, 'undecided', false], ['13', 'refund', 'new', true],
    ]);
    expect(lines[6]!.text).toBe('我的身份证号是******************');
    expect(lines[3]!.like).toMatchObject({ intent: 'refund', text: '钱什么时候能退回给我呀' });
    expect(report.intents.find(({ name }) => name === '换货')).toEqual({ name: '换货', lines: 1, known: null, choice: null, id: 'huan_huo' });
    expect(report).toMatchObject({ format: 'csv', lines: 12, taken: 4, notes: [{ kind: 'formulas', count: 1 }] });
    expect(JSON.stringify(report)).not.toContain('11010519491231002X');
    expect(await files()).toEqual(before);
  });

  it('saves every document as the editor does: with its revision, history and audit, and formulas as they are written', async () => {
    const result = await apply('意图,例句,情绪\nrefund,退款怎么这么慢,生气\n物流查询,=1+1,\n换货,我想换一件,\n', { intents: [create('换货', 'exchange')] });
    expect(result).toEqual({ taken: 3, masked: 0, documents: [
      { kind: 'intent', id: 'refund', name: '退款', created: false, added: 1 }, { kind: 'intent', id: 'tracking', name: '物流查询', created: false, added: 1 }, { kind: 'intent', id: 'exchange', name: '换货', created: true, added: 1 },
    ] });
    expect((await studio.draft.find('intent', 'refund'))!).toMatchObject({ rev: 4, examples: [{}, {}, { text: '退款怎么这么慢', emotion: 'angry' }] });
    expect(await textsOf('tracking')).toEqual(['我的快递到哪里了', '=1+1']);
    expect((await studio.draft.find('intent', 'exchange'))!).toMatchObject({ rev: 1, name: '换货' });
    expect((await listVersions(studio.storage.read, 'intent', 'refund')).map(({ by }) => by)).toEqual(['person-1', null]);
    const lines = await listAudit(studio.storage.read, {}, 10);
    expect(lines.map(({ action, on }) => [action, on])).toEqual([['content.imported', null], ['content.changed', 'intent/exchange'], ['content.changed', 'intent/tracking'], ['content.changed', 'intent/refund']]);
    expect(lines[0]!.details).toEqual({ file: 'old.csv', format: 'csv', documents: 3, examples: 3 });
  });

  it('takes what is decided: mapped and left out intents, contradictions, no private data', async () => {
    const csv = '意图,例句\n退钱,能不能退款给我\n闲聊,你好呀\nrefund,我的快递到哪里了\nrefund,我的密码是 abc12345\n';
    await apply(csv, { intents: [['退钱', { as: 'map', id: 'refund' }], ['闲聊', { as: 'skip' }]], contradictions: 'take', private: 'skip' });
    expect(await textsOf('refund')).toEqual(['钱什么时候能退回给我呀', '我要退钱', '能不能退款给我', '我的快递到哪里了']);
  });

  it('is refused while an intent is undecided, and changes nothing', async () => {
    const before = await files();
    await expect(apply('意图,例句\nrefund,退款怎么这么慢\n换货,我想换一件\n')).rejects.toMatchObject({ code: 'import.choice_missing', details: { intents: ['换货'] } });
    await expect(apply('你好\n再见\n')).rejects.toMatchObject({ code: 'import.column_missing' });
    expect(await files()).toEqual(before);
  });

  it('puts everything back when a document cannot be saved, the history cannot be kept, or somebody ends it', async () => {
    const csv = '意图,例句\nrefund,退款怎么这么慢\n换货,我想换一件\n物流查询,东西寄到没有\n';
    const before = await files();
    const choices = { intents: [create('换货', 'exchange')] };
    const { transaction } = studio.storage;
    studio.storage.transaction = () => Promise.reject(new Error('disk full'));
    await expect(apply(csv, choices)).rejects.toThrow('disk full');
    expect(await files()).toEqual(before);
    studio.storage.transaction = (work) => transaction(async (database) => {
      await work(database);
      throw new Error('too late');
    });
    await expect(apply(csv, choices)).rejects.toThrow('too late');
    studio.storage.transaction = transaction;
    const ended = new AbortController();
    studio.clock = { now_ms: () => (ended.abort(), 1) };
    await expect(apply(csv, choices, ended.signal)).rejects.toThrow(/abort/i);
    expect([await files(), await listAudit(studio.storage.read, {}, 10)]).toEqual([before, []]);
  });

  it('is refused when somebody saves one of the documents meanwhile', async () => {
    const changed = await intake('意图,例句\nrefund,退款怎么这么慢\n物流查询,东西寄到没有\n');
    const readAll = studio.draft.readAll.bind(studio.draft);
    studio.draft.readAll = async () => {
      const draft = await readAll();
      await studio.draft.save('intent', { ...draft.intents[1]!, description: '别人改的' });
      return draft;
    };
    await expect(carryOut(studio, BY, changed, NO_CHOICES)).rejects.toMatchObject({ code: 'content.conflict' });
    expect(await textsOf('refund')).toEqual(['钱什么时候能退回给我呀', '我要退钱']);
  });

  it('hears how the customer feels where the file does not say', async () => {
    const { lines } = await prepare(await studio.draft.readAll(), await intake('意图,例句\nrefund,你们这群骗子\n'), NO_CHOICES, { hear: () => 'angry' });
    expect(lines[0]!.emotion).toBe('angry');
  });

  it('hands on patterns that RE2 does not know to nobody', async () => {
    const { examples, ...rest } = (await studio.draft.find('intent', 'refund'))!;
    const json = JSON.stringify([{ ...rest, examples: [...examples, { text: '退我钱', emotion: 'calm' }], rules: [{ pattern: '(?=x)', effect: 'decide', because: 'x' }] }]);
    await expect(apply(json)).rejects.toMatchObject({ code: 'content.invalid' });
    expect(await textsOf('refund')).toHaveLength(2);
  });
});
