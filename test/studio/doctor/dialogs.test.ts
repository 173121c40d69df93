import { describe, expect, test } from '@jest/globals';
import { PROJECT_PATH } from '../../../src/base/config.ts';
import { dialogDocumentSchema, type DialogDocument } from '../../../src/contract/content/dialog.ts';
import type { IntentDocument } from '../../../src/contract/content/intent.ts';
import type { Emotion, Meaning } from '../../../src/contract/meaning.ts';
import { ContentDraft } from '../../../src/storage/content.ts';
import { examineDialogs } from '../../../src/studio/doctor/dialogs.ts';
import type { FindingKind } from '../../../src/studio/doctor/finding.ts';
import { examineOptions } from '../../../src/studio/doctor/options.ts';
import { examineTexts } from '../../../src/studio/doctor/texts.ts';
import { examineUpset } from '../../../src/studio/doctor/upset.ts';
import { examineUse } from '../../../src/studio/doctor/use.ts';

const dialog = (parts: object): DialogDocument => dialogDocumentSchema.parse({ id: 'shop', name: '商店', rev: 1, ...parts });
const reply = (text: string, more: object = {}) => ({ text: [text, `${text}一`, `${text}二`], ...more });

describe('the doctor, on what customers read,', () => {
  const findingsOf = (text: string) => examineTexts([dialog({ replies: { 'shop.a': { text: [text, '好的', '行'] } } })], []).map(({ kind, where, message }) => [kind, where, message.zh]);

  test('sees 你 for 您', () => expect(findingsOf('你稍等')).toEqual([['familiar_you', ['dialogs/shop.json', 'shop.a'], '对客户用“您”']]));

  test('sees punctuation of half width beside Chinese, but not elsewhere', () => {
    expect(findingsOf('您好,请说')).toEqual([['half_width_punctuation', ['dialogs/shop.json', 'shop.a'], '“,”要用全角']]);
    expect(findingsOf('您好！100,000 MB，打开 https://a.b?c=1 看，{{order_number|tail}}。')).toEqual([]);
  });

  test('looks at buttons and forms, too', () => {
    const found = examineTexts([dialog({ options: { a: { label: '问你', text: '我问你' } }, forms: { f: { name: '你的事', version: 1, topic: 'x', start: 's', steps: { s: { type: 'end' } } } } })], []);
    expect(found.map(({ where }) => where[1])).toEqual(['a', 'f']);
  });
});

describe('the doctor, on what nothing uses,', () => {
  const shop = dialog({
    slots: {
      used: { label: '用', entities: ['order_number'] }, asked: { label: '问', freeText: 20 }, empty: { label: '空' }, lonely: { label: '闲', freeText: 20 }, given: { label: '定' },
    },
    words: { heard: ['听'], unheard: ['没听'], marked: ['说是'] },
    options: { shown: { label: '看', text: '看' }, hidden: { label: '藏', text: '藏' }, ask_invoice: { label: '发票', text: '发票' } },
    phrases: { greeting: [{ text: '您好' }], silent: [{ text: '嗯' }] },
    rules: [{ intents: ['invoice'], when: { words: 'heard', slots: { empty: true, given: true } }, then: { form: 'fill' } }],
    replies: { 'shop.a': reply('{{greeting}}，{{used}}，{{figure:known}}', { options: ['shown'] }), 'shop.b': reply('没人说') },
    forms: {
      fill: { name: '填', version: 1, topic: 'invoice', start: 'ask', steps: {
        ask: { type: 'ask', slot: 'asked', reply: 'shop.a', retry: 'shop.a', marks: 'marked', next: 'set' }, set: { type: 'set', slot: 'given', value: '是', next: 'end' }, end: { type: 'end' },
      } },
      waste: { name: '废', version: 1, topic: 'invoice', start: 'end', steps: { end: { type: 'end' } } },
    },
  });
  const figures = { known: { value: 1, unit: '天', label: '知道' }, unknown: { value: 2, unit: '天', label: '不知道' } };
  const found = examineUse([shop], figures);
  const namesOf = (kind: FindingKind) => found.filter((one) => one.kind === kind).map(({ where }) => where[1]);

  test('names each of them, and nothing that is used', () => expect(namesOf('unused').sort()).toEqual(['hidden', 'lonely', 'shop.b', 'silent', 'unheard', 'unknown', 'waste']));

  test('sees a slot that nothing fills', () => expect(namesOf('slot_never_filled')).toEqual(['empty']));

  test('says where', () => expect(found.find(({ where }) => where[1] === 'unknown')).toMatchObject({ where: ['data/figures.json', 'unknown'], message: { zh: '没有地方用这个数字' } }));
});

describe('the doctor, on feelings,', () => {
  const intent = (emotions: Emotion[]): IntentDocument => ({
    id: 'refund', name: '退款', domain: 'shop', description: '', rev: 1, rules: [], examples: emotions.map((emotion, index) => ({ text: `退款${index}`, emotion })),
  });
  const rules = [{ intents: ['refund'], then: { reply: 'shop.a' } }];
  const plain = dialog({ rules, replies: { 'shop.a': reply('查一下') } });
  const kind = dialog({ rules, replies: { 'shop.a': reply('查一下', { cases: [{ when: { emotion: 'upset' }, text: ['抱歉，查一下', '抱歉，我查'] }] }) } });
  const soothed = dialog({ id: 'desk', replies: { 'desk.empathy': reply('抱歉', { cases: [{ when: { topic: 'refund' }, text: ['钱的事', '退款的事'] }] }) } });

  test('sees an intent about which customers are upset and nobody has words for it', () => {
    expect(examineUpset([plain], [intent(['upset', 'angry', 'calm', 'calm'])])).toMatchObject([{ kind: 'no_word_for_upset', where: ['refund'], message: { zh: expect.stringContaining('50 %') } }]);
    expect(examineUpset([plain], [intent(['upset', 'calm', 'calm', 'calm'])])).toEqual([]);
  });

  test('is content with a reply or a soothing sentence for it', () => {
    for (const dialogs of [[kind], [plain, soothed]]) expect(examineUpset(dialogs, [intent(['upset', 'upset'])])).toEqual([]);
  });
});

describe('the doctor, on quick replies,', () => {
  const understand = (text: string): Meaning => ({
    text, intent: text.includes('发票') ? 'invoice' : 'out_of_scope', confidence: 1, alternatives: [], emotion: 'calm', entities: [], private: [], decidedBy: 'classifier', reason: '',
  });

  test('sees one that is understood as something else', () => {
    const options = {
      ask_invoice: { label: '发票', text: '怎么开发票' }, ask_refund: { label: '退款', text: '退款发票' }, opener: { label: '别的', text: '别的事' }, answer: { label: '好了', text: '好了' },
    };
    const found = examineOptions({ dialogs: [dialog({ options, replies: { 'desk.opened': reply('您好', { options: ['opener'] }) } })] }, understand);
    expect(found.map(({ where, message }) => [where[1], message.zh])).toEqual([['ask_refund', '被听成 invoice'], ['opener', '被听成 out_of_scope']]);
  });
});

test('what does not compile is said in Chinese and in English', () => {
  const broken = dialog({ rules: [{ intents: ['refund'], then: { reply: 'shop.none' } }] });
  const messages = examineDialogs({ dialogs: [broken], figures: {}, intents: [], lexicons: { words: [], synonyms: [], emotion: { angry: {}, upset: {}, patterns: [], notAtUs: [] }, gazetteer: {} } }, []);
  expect(messages.map(({ message }) => message)).toContainEqual({ zh: 'shop: 第 1 条规则: 没有回复“shop.none”', en: 'shop: rule 1: unknown reply “shop.none”' });
});

test('our own texts say 您', async () => {
  const { dialogs } = await new ContentDraft(PROJECT_PATH).readAll();
  expect(examineTexts(dialogs, []).filter(({ kind }) => kind === 'familiar_you')).toEqual([]);
});
