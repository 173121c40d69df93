import { OUT_OF_SCOPE, type Emotion } from '../contract/meaning.ts';
import type { Decision } from './decide.ts';
import type { Feeling } from './emotion.ts';
import type { Opinion } from './opinion.ts';
import { PLACEHOLDERS } from './protect.ts';
import type { Reading } from './reading.ts';

/** Words named in a reason. */
const WORDS = 3;

const EMOTION_NAMES: Readonly<Record<Emotion, string>> = { calm: '平静', upset: '不满', angry: '生气' };
const KIND_NAMES: ReadonlyMap<string, string> = new Map([
  [PLACEHOLDERS.secret, '〔隐私〕'], [PLACEHOLDERS.url, '〔网址〕'], [PLACEHOLDERS.email, '〔邮箱〕'], [PLACEHOLDERS.size, '〔大小〕'],
  [PLACEHOLDERS.amount, '〔金额〕'], [PLACEHOLDERS.phone, '〔电话〕'], [PLACEHOLDERS.date, '〔日期〕'], [PLACEHOLDERS.long, '〔编号〕'],
  [PLACEHOLDERS.time, '〔时间〕'], [PLACEHOLDERS.number, '〔数字〕'],
]);

/** One line for people. It never holds a number or private data of the text: these are placeholders by now. */
export function explain(decision: Decision, opinion: Opinion, feeling: Feeling, reading: Reading, names: ReadonlyMap<string, string>): string {
  return `${intentReason(decision, opinion, reading, names)}；${emotionReason(feeling, reading)}`;
}

function intentReason(decision: Decision, opinion: Opinion, reading: Reading, names: ReadonlyMap<string, string>): string {
  const nameOf = (id: string): string => names.get(id) ?? (id === OUT_OF_SCOPE ? '超出范围' : id);
  const name = nameOf(decision.intent);
  if (decision.decidedBy === 'rule') return `规则判为“${name}”：${decision.because.join('，')}`;
  if (decision.decidedBy === 'outside') {
    const closest = decision.alternatives[0];
    return `${decision.because.join('，')}，判为“${name}”${closest ? `（最接近“${nameOf(closest.intent)}”）` : ''}`;
  }
  const words = speakingWords(reading.extracted.words, (word) => opinion.weightOf('w' + word, decision.intent));
  const rules = decision.because.length > 0 ? `，规则：${decision.because.join('，')}` : '';
  return `例句判为“${name}”${words}${opinion.agreed ? '，两种算法一致' : '，两种算法不一致'}${rules}`;
}

function emotionReason({ emotion, opinion }: Feeling, { extracted, signals }: Reading): string {
  const name = `情绪${EMOTION_NAMES[emotion]}`;
  if (emotion === 'calm') return name;
  if (signals.because.length > 0) return `${name}：${signals.because.slice(0, WORDS).join('、')}`;
  return name + speakingWords(extracted.words, (word) => opinion.weightOf('w' + word, emotion));
}

/** The words that speak loudest for a label, in the order of the text. */
function speakingWords(words: readonly string[], weightOf: (word: string) => number): string {
  const weights = new Map(words.map((word) => [word, weightOf(word)]));
  const loudest = [...weights].filter(([, weight]) => weight > 0).sort((a, b) => b[1] - a[1]).slice(0, WORDS).map(([word]) => word);
  const shown = [...weights.keys()].filter((word) => loudest.includes(word)).map((word) => KIND_NAMES.get(word) ?? word);
  return shown.length > 0 ? `（${shown.join('、')}）` : '';
}
