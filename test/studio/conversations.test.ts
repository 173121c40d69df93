import { beforeAll, describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../src/base/random.ts';
import type { Meaning } from '../../src/contract/meaning.ts';
import { createForbidden } from '../../src/text/forbidden/check.ts';
import { normalise } from '../../src/text/normalise.ts';
import { findPrivate, privateSpans } from '../../src/text/privacy.ts';
import { parseScripts } from '../../src/studio/conversations/parse.ts';
import type { Stage } from '../../src/studio/conversations/play.ts';
import { printConversations, reportOn } from '../../src/studio/conversations/report.ts';
import { playAll } from '../../src/studio/conversations/run.ts';
import { CONTENT } from '../dialog/support.ts';
import { SHOP } from './stage.ts';

/** What these tests' customers say, and what it means: the first pattern that matches. */
const PHRASES: [RegExp, string][] = [[/转人工/, 'human_agent'], [/快递|到哪/, 'shipping_status'], [/再见/, 'goodbye'], [/你好/, 'greeting']];

function understand(text: string): Meaning {
  const intent = PHRASES.find(([pattern]) => pattern.test(text))?.[1] ?? 'out_of_scope';
  const entities = [...text.matchAll(/\d{8,12}/g)].map(({ 0: value, index }) => ({ type: 'order_number', value, text: value, start: index, end: index + value.length }));
  return {
    text, intent, confidence: 0.95, alternatives: [{ intent: 'invoice', confidence: 0.03 }], emotion: 'calm', entities,
    private: privateSpans(normalise(text), findPrivate(normalise(text).text)), decidedBy: 'rule', reason: '测试',
  };
}

let stage: Stage;
beforeAll(() => {
  stage = { ...SHOP, understand, dialogs: CONTENT, forbidden: createForbidden([]) };
});

const play = async (text: string, changes: Partial<Stage> = {}) => reportOn(await playAll(parseScripts('a.txt', text), { ...stage, ...changes }));
const failuresOf = async (text: string, changes: Partial<Stage> = {}) =>
  (await play(text, changes)).results.flatMap(({ failing }) => failing.flatMap(({ failures }) => failures.map(({ line, expected, got }) => `${line}: ${expected} ↔ ${got}`)));

describe('a written conversation', () => {
  test('goes as expected', async () => {
    const text = '# 注释\n标题：查物流\n场景：周三 14:00\n\n客户：我的快递到哪了\n期望：意图 shipping_status；情绪 平静；问 order_number；含“订单号”；不转人工；不查单\n客户：202611010001\n期望：查单 202611010001；卡片 订单；槽 order_number=202611010001；含“转运中心”';
    expect(await failuresOf(text)).toEqual([]);
    expect(await play(text)).toMatchObject({ conversations: 1, failedConversations: 0, expectations: 10, failures: 0 });
  });

  test('says where it does not, with what was understood and why it was answered so', async () => {
    const text = '标题：查物流\n客户：我的快递到哪了\n期望：意图 invoice；转人工；含“没有这句”\n期望：不含“订单号”';
    const report = await play(text);
    expect(report.results[0]).toMatchObject({ file: 'a.txt', title: '查物流', failures: 4 });
    const [line] = report.results[0]!.failing;
    expect(line).toMatchObject({ line: 2, meaning: { intent: 'shipping_status', confidence: 0.95, runnerUp: { intent: 'invoice', confidence: 0.03 } } });
    expect(line!.failures.map(({ line: at, expected, got }) => [at, expected, got])).toEqual([
      [3, '意图 invoice', 'shipping_status'], [3, '转人工', '没有转人工'], [3, '含“没有这句”', '没有这些字'], [4, '不含“订单号”', '有“订单号”'],
    ]);
    expect(printConversations(report)).toContain('✗ 第 3 行  期望 意图 invoice  ↔  shipping_status');
  });

  test('is played in each of its scenes, with expectations for one of them', async () => {
    const text = '标题：查物流\n场景：订单系统：演示\n场景：订单系统：无\n场景：订单 99887766：已签收（台灯）\n客户：我的快递 99887766 到哪了\n期望：查单 99887766\n期望（订单系统：无）：不回复 shipping.not_found\n期望（订单系统：演示）：不回复 shipping.failed\n期望（已签收）：含“签收”';
    expect(await failuresOf(text)).toEqual([]);
    expect((await play(text)).conversations).toBe(3);
  });

  test('knows queue, person and giving back', async () => {
    const text = '标题：人工\n场景：前面：2 人\n客户：转人工\n期望：转人工(asked)；状态 排队\n（人工接入）\n期望：不说话；状态 人工\n客户：你好\n期望：不说话\n（人工交回）\n期望：状态 机器人；回复 desk.given_back';
    expect(await failuresOf(text)).toEqual([]);
  });

  test('ends when nobody speaks, and goes on from there', async () => {
    const text = '标题：沉默\n（沉默 9 分钟）\n期望：不说话\n（沉默 1 分钟）\n期望：结束(开场沉默)；不请评价\n客户：我的快递到哪了\n期望：新会话；问 order_number\n（沉默 10 分钟）\n期望：只说 1 句；不结束\n（沉默 50 分钟）\n期望：结束(中途沉默)\n客户：202611010001\n期望：新会话；查单 202611010001';
    expect(await failuresOf(text)).toEqual([]);
  });

  test('never keeps what is private', async () => {
    expect(await failuresOf('标题：隐私\n客户：我的密码是 Abc#12345，快递到哪了\n期望：遮盖；不含“Abc#12345”')).toEqual([]);
    expect(await failuresOf('标题：隐私\n客户：快递到哪了\n期望：遮盖')).toEqual(['3: 遮盖 ↔ 没有发现要遮盖的内容']);
  });

  test('is checked for what nobody says, without being told to', async () => {
    const forbidden = createForbidden([{ id: 'jargon', kind: 'jargon', severity: 'hint', phrases: ['订单号'], patterns: [], unless: [], clause: false, because: '行话', instead: ['编号'] }]);
    expect(await failuresOf('标题：查物流\n客户：快递到哪了', { forbidden })).toEqual([expect.stringMatching(/^2: 总是：不说“订单号” ↔ /)]);
  });

  test('does not pass with one thing done otherwise, nor with many labels wrong; a few wrong labels are a model’s', async () => {
    const labelled = (wrong: number) => `标题：查物流\n客户：快递到哪了\n期望：${Array.from({ length: 10 }, (_, at) => (at < wrong ? '意图 invoice' : '意图 shipping_status')).join('；')}`;
    expect(await play(labelled(1))).toMatchObject({ passed: true, failures: 1, labels: 10, wrongLabels: 1 });
    expect(await play(labelled(2))).toMatchObject({ passed: false, wrongLabels: 2 });
    expect(await play('标题：查物流\n客户：快递到哪了\n期望：转人工')).toMatchObject({ passed: false, failures: 1, wrongLabels: 0 });
  });

  test('is the same in every run', async () => {
    const text = '标题：查物流\n客户：快递到哪了\n期望：含“没有这句”';
    expect(await play(text)).toEqual(await play(text));
    expect(seededRandom(1)(100)).toBe(seededRandom(1)(100));
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['客户：你好', 1, '第一行要写“标题：”'],
    ['标题：a\n场景：星期八\n客户：你好', 2, '看不懂的场景“星期八”'],
    ['标题：a\n客户：你好\n期望：笑一笑', 3, '看不懂的期望“笑一笑”'],
    ['标题：a\n期望：不说话', 2, '“期望：”要写在客户的话或事件之后'],
    ['标题：a\n客户：你好\n期望：记录 好评', 3, '没有“好评”'],
    ['标题：a\n客户：你好\n期望：转人工(厨房)', 3, '“厨房”不是组'],
    ['标题：a\n客户：你好\n期望（订单系统：无）：不说话', 3, '没有写着“订单系统：无”的场景'],
    ['标题：a\n（下雨）', 2, '看不懂“（下雨）”'],
    ['标题：a', 1, '“a”没有内容'],
    ['', 1, '没有“标题：”'],
  ])('is refused with its line: %j', (text, line, reason) => {
    expect(() => parseScripts('a.txt', text)).toThrow(expect.objectContaining({ code: 'evaluation.invalid', details: { file: 'a.txt', line, reason: expect.stringContaining(reason) } }));
  });
});
