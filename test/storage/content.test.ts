import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { PROJECT_PATH } from '../../src/base/config.ts';
import type { IntentDocument } from '../../src/contract/content/intent.ts';
import { ContentDraft } from '../../src/storage/content.ts';
import { formatDocument } from '../../src/storage/documentFormat.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('the content draft', () => {
  const folder = temporaryFolder();
  let draft: ContentDraft;
  beforeEach(() => {
    for (const part of ['intents', 'dialogs', 'data/lexicons', 'data/figures.json']) cpSync(join(PROJECT_PATH, part), join(folder.path, part), { recursive: true });
    draft = new ContentDraft(folder.path);
  });
  afterEach(folder.remove);

  const greeting = async () => (await draft.find('intent', 'greeting')) as IntentDocument;

  it('reads what the project ships, without a problem', async () => {
    const { intents, dialogs } = await draft.readAll();
    expect(intents.length).toBeGreaterThan(30);
    expect(dialogs.length).toBeGreaterThan(4);
  });

  it('reads what nobody writes anew only once the file says something else', async () => {
    const path = join(folder.path, 'data/forbidden.json');
    cpSync(join(PROJECT_PATH, 'data/forbidden.json'), path);
    const first = await draft.readForbidden();
    expect((await draft.readForbidden())[0]).toBe(first[0]);
    writeFileSync(path, JSON.stringify(first.slice(1)));
    expect(await draft.readForbidden()).toEqual(first.slice(1));
    writeFileSync(path, '[{}]');
    await expect(draft.readForbidden()).rejects.toMatchObject({ code: 'content.invalid' });
  });

  it('gives every save the next revision, and refuses one on an old revision with the version that is there', async () => {
    const document = await greeting();
    const saved = await draft.save('intent', { ...document, name: '打招呼' });
    expect(saved.rev).toBe(document.rev + 1);
    await expect(draft.save('intent', { ...document, name: '别的' })).rejects.toMatchObject({ code: 'content.conflict', details: { current: { name: '打招呼', rev: saved.rev } } });
    expect((await greeting()).name).toBe('打招呼');
  });

  it('lets one of many saves at once win', async () => {
    const document = await greeting();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => draft.save('intent', { ...document, name: `名字${index}` })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('leaves no temporary file, and changes one line for one example', async () => {
    const document = await greeting();
    await draft.save('intent', document);
    const before = readFileSync(join(folder.path, 'intents/greeting.json'), 'utf8').split('\n');
    await draft.save('intent', { ...document, rev: document.rev + 1, examples: [...document.examples.slice(0, -1), { text: '新的一句', emotion: 'calm' }] });
    const after = readFileSync(join(folder.path, 'intents/greeting.json'), 'utf8').split('\n');
    expect(after.filter((line) => !before.includes(line)).length).toBe(2);
    expect(readdirSync(join(folder.path, 'intents')).filter((name) => !name.endsWith('.json'))).toEqual([]);
  });

  it('names every file that is wrong', async () => {
    writeFileSync(join(folder.path, 'intents/greeting.json'), '{"id": "constructor", "name": 7}');
    writeFileSync(join(folder.path, 'data/figures.json'), '[]');
    await expect(draft.readAll()).rejects.toMatchObject({ code: 'content.invalid', details: { problems: expect.arrayContaining([expect.stringContaining('intents/greeting.json'), expect.stringContaining('data/figures.json')]) } });
    writeFileSync(join(folder.path, 'intents/thanks.json'), '{"id": ');
    await expect(draft.readAll()).rejects.toMatchObject({ code: 'content.invalid' });
  });

  it('reaches no file outside its folders', async () => {
    for (const id of ['../package', '/etc/passwd', 'a/b', '__proto__', 'constructor']) await expect(draft.find('intent', id)).rejects.toThrow();
  });
});

describe('the format of documents', () => {
  it('says the same as JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(formatDocument(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }));
  });

  it('keeps what fits on one line', () => {
    expect(formatDocument({ id: 'a', examples: [{ text: '你好', emotion: 'calm' }, { text: '在吗', emotion: 'calm' }] })).toBe(
      '{\n  "id": "a",\n  "examples": [{ "text": "你好", "emotion": "calm" }, { "text": "在吗", "emotion": "calm" }]\n}\n',
    );
  });
});
