import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_PATH } from '../../../../src/base/config.ts';
import { dialogDocumentSchema } from '../../../../src/contract/content/dialog.ts';
import { flowOf } from '../../../../src/ui/admin/dialogs/flow.ts';
import { conditionInWords, withoutPart } from '../../../../src/ui/admin/dialogs/outline.ts';
import { scriptOf } from '../../../../src/ui/admin/dialogs/script.ts';
import { parseScripts } from '../../../../src/studio/conversations/parse.ts';

const words = { t: (key: string, values?: Record<string, unknown>) => (key === 'dialogs.not' ? `非${String(values?.['what'])}` : key === 'sign.comma' ? '，' : key.split('.').at(-1)!), te: (key: string) => key.startsWith('dialogs.part.') };

describe('the picture of a topic', () => {
  const document = dialogDocumentSchema.parse(JSON.parse(readFileSync(join(PROJECT_PATH, 'dialogs/upload.json'), 'utf8')));
  const flow = flowOf(document, new Map(), words);

  it('has every rule, form and step once, and opens each at its editor', () => {
    const steps = Object.values(document.forms).reduce((sum, { steps: own }) => sum + Object.keys(own).length, 0);
    const count = (kind: string) => flow.nodes.filter((node) => node.kind === kind).length;
    expect([count('rule'), count('form'), count('step')]).toEqual([document.rules.length, Object.keys(document.forms).length, steps]);
    expect(flow.nodes.filter(({ kind }) => kind === 'step').every(({ place }) => place?.startsWith('step-'))).toBe(true);
  });

  it('lays nodes out so that none lies on another, and draws every way between two that are there', () => {
    const ids = new Set(flow.nodes.map(({ id }) => id));
    expect(flow.edges.every(({ from, to, path }) => ids.has(from) && ids.has(to) && path.startsWith('M'))).toBe(true);
    const overlaps = flow.nodes.some((one, index) => flow.nodes.slice(index + 1).some((other) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height));
    expect(overlaps).toBe(false);
  });
});

it('a condition reads as words, and loses one part at a time', () => {
  const when = { emotion: ['upset', 'angry'] as ('upset' | 'angry')[], slots: { desk_open: false, size: { over: 'limit' } } };
  expect(conditionInWords(when, words)).toBe('emotion upsetorangry，非desk_open，size > limit');
  expect(withoutPart(withoutPart(when, 'size', true), 'desk_open', true)).toEqual({ emotion: ['upset', 'angry'] });
});

it('a chat becomes a conversation test that can be read', () => {
  const answer = { replies: [{ text: '您好', template: 'desk.greeting', variant: 0 }], state: '', queued: false, ended: false, because: [], meaning: { intent: 'greeting' }, at: '2026-11-24 22:10' };
  const text = scriptOf([{ said: null, answer }, { said: '你好', answer }, { said: '转人工', answer: { ...answer, queued: true } }] as never, '试聊');
  expect(text).toBe('标题：试聊\n场景：2026-11-24 22:10\n（打开窗口）\n\n客户：你好\n期望：意图 greeting；回复 desk.greeting；不转人工\n客户：转人工\n期望：意图 greeting；回复 desk.greeting；转人工\n');
  expect(parseScripts('a', text)[0]).toMatchObject({ scenes: [{ start_ms: Date.parse('2026-11-24T22:10:00+08:00') }], lines: { length: 3 } });
});
