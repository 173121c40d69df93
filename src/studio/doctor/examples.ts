import { LIMITS } from '../../base/limits.ts';
import type { Example, IntentDocument } from '../../contract/content/intent.ts';
import { normalise } from '../../text/normalise.ts';
import { finding, type Finding } from './finding.ts';
import { alikePairs } from './likeness.ts';

/** Two texts of two intents that are so alike are probably one text, changed by a word. */
const ALIKE = 0.8;

type Labelled = Example & { intent: string };

/** Looks at the examples alone: the same text twice, nearly the same text in two intents, too few of them. */
export function examineExamples(intents: readonly IntentDocument[]): Finding[] {
  const examples = intents.flatMap(({ id, examples }) => examples.map((example): Labelled => ({ ...example, intent: id })));
  return [...sameTexts(examples), ...nearDuplicates(examples), ...fewExamples(intents)];
}

function sameTexts(examples: readonly Labelled[]): Finding[] {
  return groupsOf(examples).filter((group) => group.length > 1).flatMap((group) => {
    const [intents, emotions] = [different(group, 'intent'), different(group, 'emotion')];
    const texts = different(group, 'text');
    const found: Finding[] = [];
    if (intents.length > 1) found.push(finding('contradiction', intents, { zh: `同时是 ${intents.join('、')} 的例句`, en: `is an example of ${intents.join(' and ')}` }, texts));
    if (emotions.length > 1) found.push(finding('emotion_conflict', intents, { zh: `情绪标成了 ${emotions.join('、')}`, en: `is ${emotions.join(' and ')}` }, texts));
    for (const intent of intents) {
      const times = group.filter((example) => example.intent === intent).length;
      if (times > 1) found.push(finding('duplicate', [intent], { zh: `写了 ${times} 遍`, en: `stands ${times} times` }, texts));
    }
    return found;
  });
}

/** Examples with the same normalised text, together. */
function groupsOf(examples: readonly Labelled[]): Labelled[][] {
  const groups = new Map<string, Labelled[]>();
  for (const example of examples) {
    const plain = normalise(example.text).text;
    groups.set(plain, [...(groups.get(plain) ?? []), example]);
  }
  return [...groups.values()];
}

function nearDuplicates(examples: readonly Labelled[]): Finding[] {
  return alikePairs(examples.map(({ text }) => text), ALIKE).flatMap(({ one, other, likeness }) => {
    const [first, second] = [examples[one]!, examples[other]!];
    if (first.intent === second.intent || normalise(first.text).text === normalise(second.text).text) return [];
    return [finding('near_duplicate', [first.intent, second.intent], {
      zh: `在 ${first.intent} 和 ${second.intent} 里有 ${Math.round(likeness * 100)} % 相同`, en: `${Math.round(likeness * 100)} % alike in ${first.intent} and ${second.intent}`,
    }, [first.text, second.text])];
  });
}

function fewExamples(intents: readonly IntentDocument[]): Finding[] {
  return intents.flatMap(({ id, examples }) => {
    const texts = new Set(examples.map(({ text }) => normalise(text).text)).size;
    return texts >= LIMITS.examplesMin ? [] : [finding('few_examples', [id], { zh: `只有 ${texts} 句不同的例句，至少要 ${LIMITS.examplesMin} 句`, en: `has ${texts} different examples; at least ${LIMITS.examplesMin}` })];
  });
}

function different<Key extends 'intent' | 'emotion' | 'text'>(examples: readonly Labelled[], key: Key): Labelled[Key][] {
  return [...new Set(examples.map((example) => example[key]))];
}
