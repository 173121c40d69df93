import { setImmediate } from 'node:timers/promises';
import { stepByStep } from '../../base/steps.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import type { TestLine } from '../../contract/content/testset.ts';
import { emotionSchema } from '../../contract/meaning.ts';
import type { JudgedSentence } from '../../contract/studio/evaluation.ts';
import type { StoredEvaluation } from '../../storage/evaluation.ts';
import { distinctExamples } from '../../text/examples.ts';
import { maskMeaning } from '../../text/maskMeaning.ts';
import { loadInSteps } from '../../text/model.ts';
import type { ExampleJudgement } from '../../text/unseen.ts';
import type { Understanding } from '../../text/understand.ts';
import { measure } from '../evaluate.ts';
import type { Progress } from '../learning.ts';
import type { Made } from '../release.ts';
import type { Studio } from '../studio.ts';
import { playConversations } from './conversations.ts';

/** Texts understood in a row before customers get their turn. */
const IN_A_ROW = 4;

/**
 * Measures a release: the desk's test set with all that understands texts, each example as training judged it unseen, and the written
 * conversations. Customers are answered meanwhile.
 * @throws JiedaError `content.invalid`, `evaluation.invalid`; what `signal` is aborted with.
 */
export async function measureRelease(studio: Studio, { content, model, judgements }: Made, progress: Progress, signal?: AbortSignal): Promise<StoredEvaluation> {
  const understanding = await stepByStep(loadInSteps(content, model, studio.classifier));
  const testset = await studio.draft.readFile('testset');
  const isEmpty = testset.content.length === 0;
  const sentences = {
    testset: isEmpty ? [] : await judgeTestset(testset.content, understanding, progress, signal),
    examples: judgedExamples(content, judgements),
  };
  await setImmediate();
  const conversations = await playConversations(studio, content, understanding, progress, signal);
  const ofTestset = isEmpty ? null : measureOf(sentences.testset);
  await setImmediate();
  const ofExamples = measureOf(sentences.examples);
  await setImmediate();
  const figures = { testset: ofTestset, testsetHash: isEmpty ? null : testset.rev, examples: ofExamples, conversations };
  return { at_ms: studio.clock.now_ms(), figures, sentences };
}

async function judgeTestset(lines: readonly TestLine[], { understand }: Understanding, progress: Progress, signal?: AbortSignal): Promise<JudgedSentence[]> {
  const judged: JudgedSentence[] = [];
  for (const [index, { text, intent, emotion }] of lines.entries()) {
    if (index % IN_A_ROW === 0) {
      await setImmediate();
      signal?.throwIfAborted();
      progress(index, lines.length, 'testset');
    }
    const meaning = maskMeaning(understand(text));
    judged.push({ text: meaning.text, expected: intent, got: meaning.intent, confidence: meaning.confidence, expectedEmotion: emotion ?? null, emotion: meaning.emotion, reason: meaning.reason });
  }
  progress(lines.length, lines.length, 'testset');
  return judged;
}

function judgedExamples({ intents }: ReleaseContent, judgements: readonly ExampleJudgement[]): JudgedSentence[] {
  const names = new Map(intents.map(({ id, name }) => [id, name]));
  const named = (id: string, confidence: number): string => `“${names.get(id) ?? id}”${Math.round(confidence * 100)}%`;
  return distinctExamples(intents).map(({ intent, text, emotion }, index) => {
    const { intent: got, confidence, second, emotion: heard } = judgements[index]!;
    const reason = `其他例句判为${named(got, confidence)}${second === null ? '' : `，其次${named(second.intent, second.confidence)}`}`;
    return { text, expected: intent, got, confidence, expectedEmotion: emotion, emotion: emotionSchema.options[heard]!, reason };
  });
}

function measureOf(sentences: readonly JudgedSentence[]) {
  return measure(sentences.map(({ expected, got, confidence, expectedEmotion, emotion, reason }) => ({
    expected: { intent: expected, ...(expectedEmotion !== null && { emotion: expectedEmotion }) },
    got: { intent: got, confidence, emotion, reason },
  })));
}
