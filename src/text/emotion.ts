import { emotionSchema, type Emotion } from '../contract/meaning.ts';
import { createOpinion, type Opinion } from './opinion.ts';
import type { Reading } from './reading.ts';
import { bestOf } from './threshold.ts';
import type { Trained } from './training.ts';

export type Feeling = { emotion: Emotion; confidence: number; opinion: Opinion };

/** How the customer feels: classifiers over the same features and the signs of the graded lexicon. */
export function createEmotion(trained: Trained): (reading: Reading) => Feeling {
  const opinionOn = createOpinion(trained);
  return ({ extracted, signals }) => {
    const opinion = opinionOn([...extracted.features, ...signals.features]);
    const best = bestOf(opinion.scores);
    return { emotion: emotionSchema.options[best] ?? 'calm', confidence: Math.exp(opinion.scores[best] ?? -Infinity), opinion };
  };
}
