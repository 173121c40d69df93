import type { IntentDocument } from '../contract/content/intent.ts';
import { OUT_OF_SCOPE, emotionSchema, type Emotion } from '../contract/meaning.ts';
import type { Decision } from './decide.ts';
import { KIND, fingerprintOf } from './fingerprint.ts';
import { PLACEHOLDERS } from './protect.ts';
import type { Reading } from './reading.ts';
import { weightOf } from './softmax.ts';
import type { Learned } from './training.ts';

/** How much a word speaks for an intent or emotion. */
type WeightOf = (word: string, label: string) => number;

/** Explains in one line for people. It never holds a number or private data of the text: these are placeholders by now. */
export type Explanation = (decision: Decision, agreed: boolean | null, emotion: Emotion, reading: Reading) => string;

/** Words named in a reason. */
const WORDS = 3;

const EMOTION_NAMES: Readonly<Record<Emotion, string>> = { calm: '平静', upset: '不满', angry: '生气' };
const KIND_NAMES: ReadonlyMap<string, string> = new Map([
  [PLACEHOLDERS.secret, '〔隐私〕'], [PLACEHOLDERS.url, '〔网址〕'], [PLACEHOLDERS.email, '〔邮箱〕'], [PLACEHOLDERS.size, '〔大小〕'],
  [PLACEHOLDERS.amount, '〔金额〕'], [PLACEHOLDERS.phone, '〔电话〕'], [PLACEHOLDERS.date, '〔日期〕'], [PLACEHOLDERS.long, '〔编号〕'],
  [PLACEHOLDERS.time, '〔时间〕'], [PLACEHOLDERS.number, '〔数字〕'], [PLACEHOLDERS.ticket, '〔单号〕'],
]);

export function createExplanation(intents: readonly IntentDocument[], { vocabulary, intents: trained, emotions }: Learned): Explanation {
  const names = new Map(intents.map(({ id, name }) => [id, name]));
  const labels = new Map(trained.labels.map((label, index) => [label, index]));
  const emotionLabels: readonly string[] = emotionSchema.options;
  const featureOf = (word: string): number => vocabulary.numberOf(fingerprintOf(KIND.word, word));
  const intentWeight: WeightOf = (word, intent) => weightOf(trained.softmax, featureOf(word), labels.get(intent) ?? -1);
  const emotionWeight: WeightOf = (word, emotion) => weightOf(emotions.softmax, featureOf(word), emotionLabels.indexOf(emotion));
  const nameOf = (id: string): string => names.get(id) ?? (id === OUT_OF_SCOPE ? '超出范围' : id);

  function intentReason({ intent, decidedBy, because, alternatives }: Decision, agreed: boolean | null, words: readonly string[]): string {
    const reasons = because.join('，');
    if (decidedBy === 'rule') return `规则判为“${nameOf(intent)}”：${reasons}`;
    if (decidedBy === 'outside') {
      const closest = alternatives[0] ? `（最接近“${nameOf(alternatives[0].intent)}”）` : '';
      return `${reasons}，判为“${nameOf(intent)}”${closest}`;
    }
    const rules = because.length > 0 ? `，规则：${reasons}` : '';
    return `例句判为“${nameOf(intent)}”${speakingWords(words, intent, intentWeight)}${agreed === null ? '' : `，两种算法${agreed ? '' : '不'}一致`}${rules}`;
  }

  function emotionReason(emotion: Emotion, { extracted, signals }: Reading): string {
    const name = `情绪${EMOTION_NAMES[emotion]}`;
    if (emotion === 'calm') return name;
    if (signals.because.length > 0) return `${name}：${signals.because.slice(0, WORDS).join('、')}`;
    return name + speakingWords(extracted.words, emotion, emotionWeight);
  }

  return (decision, agreed, emotion, reading) =>
    `${correctionsOf(reading)}${intentReason(decision, agreed, reading.extracted.words)}；${emotionReason(emotion, reading)}`;
}

/** Which words were taken for others of the same sound. */
function correctionsOf({ mistyped }: Reading): string {
  return mistyped.slice(0, WORDS).map(({ written, meant }) => `“${written}”当作“${meant}”，`).join('');
}

/** The words that speak loudest for a label, loudest first. */
function speakingWords(words: readonly string[], label: string, weightOf: WeightOf): string {
  const loudest: { word: string; weight: number }[] = [];
  for (const word of words) {
    const weight = weightOf(word, label);
    if (weight <= 0 || loudest.some((other) => other.word === word)) continue;
    const place = loudest.findIndex((other) => other.weight < weight);
    loudest.splice(place < 0 ? loudest.length : place, 0, { word, weight });
    if (loudest.length > WORDS) loudest.pop();
  }
  return loudest.length > 0 ? `（${loudest.map(({ word }) => KIND_NAMES.get(word) ?? word).join('、')}）` : '';
}
