import type { IntentDocument, UnderstandingRule } from '../../src/contract/content/intent.ts';
import type { Lexicons } from '../../src/contract/content/lexicons.ts';
import type { Emotion } from '../../src/contract/meaning.ts';

/** A small desk with four intents, enough to train in a second. */
export const LEXICONS: Lexicons = {
  words: [{ word: '转人工' }, { word: '外链' }, { word: 'vip98' }, { word: '12315' }],
  synonyms: [['快递', '包裹', '物流'], ['什么时候', '几时', '啥时候']],
  emotion: {
    angry: { 骗子: 5, 垃圾: 4 },
    upset: { 着急: 4, 还没: 3 },
    patterns: [{ pattern: '再不[^,。]{0,12}(投诉|12315)', emotion: 'angry', weight: 4, because: '最后通牒' }],
    notAtUs: [{ pattern: '垃圾(桶|袋|分类)', because: '普通词' }],
  },
  gazetteer: { user_level: { VIP98: ['98vip'], 标准用户: ['普通用户'] }, browser: { IE: ['ie浏览器'] }, product: { 保温杯: ['水杯'] } },
};

function document(id: string, name: string, lines: readonly string[], rules: UnderstandingRule[] = []): IntentDocument {
  const examples = lines.map((line) => {
    const [emotion, text] = line.split('|') as [Emotion, string];
    return { text, emotion };
  });
  return { id, name, domain: id === 'out_of_scope' ? 'outside' : 'common', description: '', rev: 1, rules, examples };
}

export const INTENTS: IntentDocument[] = [
  document('shipping_status', '物流查询', [
    'calm|我的快递到哪了', 'calm|包裹什么时候到', 'calm|查一下物流', 'calm|订单发货了吗', 'upset|还没发货吗，着急', 'angry|你们这群骗子，快递到底在哪',
    'calm|快递送到哪里了', 'calm|物流信息在哪看', 'upset|包裹走到哪了，急用', 'angry|垃圾快递，我的东西呢', 'calm|几时能到货', 'calm|东西寄出来没有',
  ]),
  document('invoice', '发票', [
    'calm|怎么开发票', 'calm|我要电子发票', 'calm|发票抬头写错了', 'calm|能开专票吗', 'upset|发票还没收到', 'angry|骗子公司，发票都不开',
    'calm|补开一张发票', 'calm|发票什么时候寄', 'calm|税号填错怎么改', 'calm|纸质发票可以吗', 'upset|开票开了一个月还没好', 'calm|报销要发票',
  ]),
  document('human_agent', '转人工', [
    'calm|转人工', 'calm|我要找真人客服', 'calm|叫个人来', 'upset|还没人理我，转人工', 'angry|别拿机器人糊弄我，垃圾，叫人来', 'calm|人工服务',
    'calm|帮我接客服', 'calm|我想跟人说话',
  ], [
    { pattern: '^(帮我)?转人工[吧。!]*$', effect: 'decide', because: '整句要转人工' },
    { pattern: '(不用|别)转人工', effect: 'forbid', because: '不要转人工' },
    { pattern: '真人', effect: { weigh: 2 }, because: '说了真人' },
  ]),
  document('out_of_scope', '超出范围', [
    'calm|今天天气怎么样', 'calm|讲个笑话', 'calm|帮我写作业', 'calm|你几岁了', 'calm|股票能涨吗', 'calm|感冒吃什么药',
    'calm|附近哪里好玩', 'calm|唱首歌', 'calm|明天下雨吗', 'calm|一加一等于几',
  ]),
];
