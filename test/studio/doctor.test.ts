import { describe, expect, test } from '@jest/globals';
import { JiedaError } from '../../src/base/errors.ts';
import { PROJECT_PATH } from '../../src/base/config.ts';
import type { DialogDocument } from '../../src/contract/content/dialog.ts';
import type { ForbiddenEntry } from '../../src/contract/content/forbidden.ts';
import { createForbidden } from '../../src/text/forbidden/check.ts';
import type { IntentDocument, UnderstandingRule } from '../../src/contract/content/intent.ts';
import type { ReleaseContent } from '../../src/contract/content/release.ts';
import type { Emotion } from '../../src/contract/meaning.ts';
import { ContentDraft } from '../../src/storage/content.ts';
import { examine } from '../../src/studio/doctor.ts';
import type { Finding, FindingKind } from '../../src/studio/doctor/finding.ts';
import { aReleaseContent } from '../support/content.ts';

type Lines = Record<string, Emotion>;

function intent(id: string, lines: Lines | string[], rules: UnderstandingRule[] = []): IntentDocument {
  const examples = Array.isArray(lines) ? lines.map((text) => ({ text, emotion: 'calm' as const })) : Object.entries(lines).map(([text, emotion]) => ({ text, emotion }));
  return { id, name: id, domain: 'common', description: '', rev: 1, rules, examples };
}

function dialog(parts: Partial<DialogDocument>): DialogDocument {
  return { id: 'desk', name: '接待', rev: 1, slots: {}, words: {}, options: {}, phrases: {}, rules: [], replies: {}, forms: {}, problems: {}, ...parts };
}

async function findingsOf(content: Partial<ReleaseContent>, kind: FindingKind, forbidden: ForbiddenEntry[] = []): Promise<(Omit<Finding, 'kind' | 'message'> & { message: string })[]> {
  const found = await examine({ readAll: async () => ({ ...aReleaseContent(), ...content }), readForbidden: async () => forbidden });
  return found.filter((one) => one.kind === kind).map(({ kind: _kind, message, ...rest }) => ({ ...rest, message: message.en }));
}

describe('the doctor, on examples,', () => {
  test('sees the same text in two intents, however it is written', async () => {
    const intents = [intent('order_cancel', ['取消訂單', '不要了']), intent('order_change', ['取消订单', '改地址'])];
    expect(await findingsOf({ intents }, 'contradiction')).toEqual([
      { severity: 'error', where: ['order_cancel', 'order_change'], message: 'is an example of order_cancel and order_change', texts: ['取消訂單', '取消订单'] },
    ]);
  });

  test('sees one text with two emotions', async () => {
    const intents = [intent('order_cancel', { 'ＯＫ吗': 'calm', 'ok吗': 'angry', 不要了: 'calm' })];
    expect(await findingsOf({ intents }, 'emotion_conflict')).toEqual([
      { severity: 'error', where: ['order_cancel'], message: 'is calm and angry', texts: ['ＯＫ吗', 'ok吗'] },
    ]);
  });

  test('sees nearly the same text in two intents, but not in one', async () => {
    const intents = [
      intent('return_policy', ['买了七天的衬衫还可以退货吗', '买了七天的衬衫还可以退货吧']),
      intent('return_request', ['买了七天的衬衫还可以退货吗？我', '我要退货']),
    ];
    const found = await findingsOf({ intents }, 'near_duplicate');
    expect(found).toEqual([{
      severity: 'warning', where: ['return_policy', 'return_request'], message: '92 % alike in return_policy and return_request',
      texts: ['买了七天的衬衫还可以退货吗', '买了七天的衬衫还可以退货吗？我'],
    }]);
  });

  test('sees a text twice in one intent', async () => {
    expect(await findingsOf({ intents: [intent('thanks', ['谢谢', '谢谢', '多谢'])] }, 'duplicate')).toEqual([
      { severity: 'note', where: ['thanks'], message: 'stands 2 times', texts: ['谢谢'] },
    ]);
  });

  test('counts different examples', async () => {
    const many = Array.from({ length: 20 }, (_, index) => `问题${'一二三四五六七八九十'[index % 10]}${index}`);
    const found = await findingsOf({ intents: [intent('thanks', ['谢谢', '谢谢']), intent('greeting', many)] }, 'few_examples');
    expect(found).toEqual([{ severity: 'warning', where: ['thanks'], message: 'has 1 different examples; at least 20', texts: [] }]);
  });
});

describe('the doctor, on rules of understanding,', () => {
  test('sees one that decides against a label', async () => {
    const intents = [intent('human_agent', ['转人工'], [{ pattern: '人工', effect: 'decide', because: '说了人工' }]), intent('deny', ['不要人工', '不用'])];
    expect(await findingsOf({ intents }, 'rule_against_example')).toEqual([
      { severity: 'error', where: ['human_agent', 'deny'], message: 'a rule decides for human_agent (说了人工), the example is of deny', texts: ['不要人工'] },
    ]);
  });

  test('sees one that forbids the label', async () => {
    const intents = [intent('human_agent', ['別转人工'], [{ pattern: '别转', effect: 'forbid', because: '不要人工' }]), intent('deny', ['不用'])];
    expect(await findingsOf({ intents }, 'rule_against_example')).toEqual([
      { severity: 'error', where: ['human_agent'], message: 'a rule forbids human_agent (不要人工), the example is of it', texts: ['別转人工'] },
    ]);
  });

  test('sees one that no example makes fire', async () => {
    const rule: UnderstandingRule = { pattern: '真人', effect: { weigh: 2 }, because: '说了真人' };
    expect(await findingsOf({ intents: [intent('human_agent', ['转人工'], [rule])] }, 'rule_silent')).toEqual([
      { severity: 'warning', where: ['human_agent'], message: 'no example matches 真人 (说了真人)', texts: [] },
    ]);
    expect(await findingsOf({ intents: [intent('human_agent', ['叫真人'], [rule])] }, 'rule_silent')).toEqual([]);
  });

  test('sees one that is no pattern', async () => {
    const intents = [intent('human_agent', ['转人工'], [{ pattern: '(人工', effect: 'decide', because: '' }])];
    expect(await findingsOf({ intents }, 'invalid')).toContainEqual({ severity: 'error', where: ['human_agent'], message: '(人工 is no RE2 pattern', texts: [] });
  });
});

describe('the doctor, on dialogs,', () => {
  const greets = dialog({ rules: [{ intents: ['greeting'], when: {}, then: { reply: 'desk.hello', forget: [] } }] });

  test('hands on what does not compile', async () => {
    const found = await findingsOf({ dialogs: [greets] }, 'invalid');
    expect(found.map(({ message }) => message)).toContain('desk: rule 1: unknown reply “desk.hello”');
  });

  test('hands on what cannot be read', async () => {
    const draft = { readAll: async () => Promise.reject(new JiedaError('content.invalid', { problems: ['intents/a.json: id: wrong'] })), readForbidden: async () => [] };
    expect(await examine(draft)).toEqual([{ severity: 'error', kind: 'invalid', where: [], message: { zh: 'intents/a.json: id: wrong', en: 'intents/a.json: id: wrong' }, texts: [] }]);
    const failing = { ...draft, readAll: async () => Promise.reject(new RangeError('disk')) };
    await expect(examine(failing)).rejects.toThrow('disk');
  });

  test('sees an intent that no rule names', async () => {
    expect(await findingsOf({ intents: [intent('greeting', ['你好']), intent('thanks', ['谢谢'])], dialogs: [greets] }, 'no_dialog_rule')).toEqual([
      { severity: 'warning', where: ['thanks'], message: 'no dialog rule names it', texts: [] },
    ]);
  });

  test('sees what nobody writes to a customer, but not its exceptions', async () => {
    const forbidden: ForbiddenEntry[] = [{ id: 'promise', kind: 'promise', severity: 'reason', phrases: ['保证'], patterns: [], unless: ['不保证'], clause: false, because: '超出承诺', instead: ['会尽力'] }];
    const replies = {
      'desk.fine': { text: ['以物流为准，不保证当天到'], cases: [], options: [] },
      'desk.wrong': { text: ['好的'], cases: [{ when: {}, text: ['不保证当天，但保證明天到'] }], options: [] },
    };
    const content = { dialogs: [dialog({ replies, phrases: { sure: [{ when: {}, text: '我保证' }] } })] };
    expect(await findingsOf(content, 'forbidden_phrase', forbidden)).toEqual([
      { severity: 'warning', where: ['dialogs/desk.json', 'desk.wrong'], message: '“保證”: 超出承诺; better: “会尽力”', texts: ['不保证当天，但保證明天到'] },
      { severity: 'warning', where: ['dialogs/desk.json', 'sure'], message: '“保证”: 超出承诺; better: “会尽力”', texts: ['我保证'] },
    ]);
  });
});

/** Every beginning with every end. */
const combined = (beginnings: string[], ends: string[]) => beginnings.flatMap((beginning) => ends.map((end) => beginning + end));

describe('cross-validation', () => {
  test('finds an example in the wrong intent, says how far it is, and only runs when asked for', async () => {
    const misplaced = '电子发票抬头写错了怎么重开';
    const intents = [
      intent('shipping_status', [...combined(['我的快递', '上周买的东西', '那个包裹', '订单', '台灯'], ['到哪了', '发货了吗', '几时送到', '走到哪里了', '还有几天到']), misplaced]),
      intent('invoice', combined(['电子发票', '纸质发票', '专票', '公司的发票', '增值税发票'], ['怎么开', '抬头写错了', '怎么重开', '能补开吗', '税号填错了'])),
    ];
    const draft = { readAll: async () => ({ ...aReleaseContent(), intents }), readForbidden: async () => [] };
    const progress: number[] = [];
    const found = (await examine(draft, (done, total) => void progress.push(done / total))).filter(({ kind }) => kind === 'misplaced');
    expect(found).toEqual([expect.objectContaining({ severity: 'warning', where: ['shipping_status', 'invoice'], texts: [misplaced] })]);
    expect(progress.at(-1)).toBe(1);
    expect((await examine(draft)).filter(({ kind }) => kind === 'misplaced')).toEqual([]);
  });
});

describe('our own content', () => {
  const draft = new ContentDraft(PROJECT_PATH);

  test('has no errors', async () => {
    expect((await examine(draft)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('forbids what the desk never says', async () => {
    const check = createForbidden(await draft.readForbidden());
    for (const phrase of ['马上', '保证', '这是规定', '一定会', '不可能', '工单', '缓存']) expect(check(`您好，${phrase}。`).map(({ text }) => text.replace('。', ''))).toEqual([phrase]);
  });
});
