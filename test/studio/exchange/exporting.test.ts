import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROJECT_PATH } from '../../../src/base/config.ts';
import type { ExportQuery } from '../../../src/contract/studio/exchange.ts';
import { exportContent } from '../../../src/studio/exchange/exporting.ts';
import { NO_CHOICES, prepare } from '../../../src/studio/exchange/importing.ts';
import { readSource } from '../../../src/studio/exchange/read/read.ts';
import { openStudio, type Studio } from '../../../src/studio/studio.ts';
import { listAudit } from '../../../src/storage/audit.ts';
import { testRuntime, type TestRuntime } from '../../support/runtime.ts';

describe('an export', () => {
  let runtime: TestRuntime;
  let studio: Studio;
  beforeAll(async () => {
    runtime = await testRuntime();
    studio = openStudio({ contentPath: PROJECT_PATH, studio: true } as Parameters<typeof openStudio>[0], runtime.runtime as unknown as Parameters<typeof openStudio>[1]);
  });
  afterAll(() => runtime.close());

  const back = async (query: ExportQuery) => {
    const { content, name } = await exportContent(studio, { id: 'p', address: '' }, query);
    const draft = await studio.draft.readAll();
    return { text: String(content), draft, prepared: await prepare(draft, { file: name, source: await readSource(Buffer.from(content), name) }, NO_CHOICES) };
  };

  it('as JSON changes nothing when it is imported again, and leaves a line in the audit log', async () => {
    const { prepared, draft } = await back({ what: 'content', format: 'json' });
    expect(prepared.report.documents).toHaveLength(draft.intents.length + draft.dialogs.length);
    expect(prepared.changes).toEqual([]);
    expect((await listAudit(studio.storage.read, {}, 1))[0]).toMatchObject({ action: 'export.made', details: { what: 'content', format: 'json' } });
  });

  it.each(['csv', 'xlsx', 'rasa'] as const)('as %s holds every example, each of which is there already', async (format) => {
    const { prepared, draft } = await back({ what: 'intents', format });
    // Workbooks have no halves of characters and no sign for what was none, so that an example of nothing else is not written.
    const texts = draft.intents.flatMap((intent) => intent.examples.map(({ text }) => text));
    const examples = texts.filter((text) => format !== 'xlsx' || /[^\p{Cs}\uFFFD]/u.test(text)).length;
    const { new: fresh, near, undecided, tooLong } = prepared.report.verdicts;
    expect([prepared.report.lines, fresh, near, undecided, tooLong]).toEqual([examples, 0, 0, 0, 0]);
  });

  it('of sentences holds those that people gave a label, as an import reads them', async () => {
    const row = { kind: 'import' as const, file: 'old', count: 3, first_seen: 1, last_seen: 1, group_id: 'g', reasons: ' imported ', guess_intent: 'warranty', guess_json: '{}', doubt: 0, hint: null, conversation_id: null, seq: null, decided_at: 1, outcome: null, applied_at: null, applied_release: null };
    await studio.storage.transaction(async (database) => {
      await database.insertInto('sentence_group').values({ id: 'g', text: '翻新机', claimed_by: null, claimed_until: 0, open: 1, disputed: 0, frequency: 3, last_seen: 1, value: 1 }).execute();
      await database.insertInto('sentence').values({ ...row, id: 's1', key: 'a', text: '翻新机能不能延长保修两年', state: 'labelled', intent: 'warranty', emotion: 'upset' }).execute();
      await database.insertInto('sentence').values({ ...row, id: 's2', key: 'b', text: '还没有标注', state: 'open', intent: null, emotion: null }).execute();
    });
    const { prepared, text } = await back({ what: 'sentences', format: 'csv' });
    expect(text.split('\r\n')).toEqual(['\uFEFFintent,name,text,emotion,times', 'warranty,保修政策,翻新机能不能延长保修两年,upset,3', '']);
    expect(prepared.lines).toMatchObject([{ target: 'warranty', emotion: 'upset', verdict: 'new' }]);
  });

  it('as CSV holds no cell that a spreadsheet would run', async () => {
    studio.draft.readAll = async () => ({ intents: [{ id: 'a', name: '甲', domain: 'common', description: '', rev: 1, rules: [], examples: ['=1+1', '+1', '-1', '@a', '\t=1'].map((text) => ({ text, emotion: 'calm' as const })) }], dialogs: [], lexicons: {} as never, figures: {} });
    const { content } = await exportContent(studio, { id: 'p', address: '' }, { what: 'intents', format: 'csv' });
    expect(String(content).split('\r\n').slice(1, -1).every((line) => line.startsWith("a,甲,'"))).toBe(true);
  });
});
