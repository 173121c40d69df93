import { emotionSchema, type Emotion } from '../contract/meaning.ts';
import type { Vector } from './classify.ts';
import { bestLeaning } from './lean.ts';
import { compileSoftmax } from './softmax.ts';
import type { TrainedEmotions } from './training.ts';

/** How the customer feels: a classifier over the features of the text together with the signs of the graded lexicon. */
export function createFeeling({ softmax, lean }: TrainedEmotions): (vector: Vector) => Emotion {
  const classify = compileSoftmax(softmax);
  return (vector) => {
    if (vector.numbers.length === 0) return 'calm';
    return emotionSchema.options[bestLeaning(classify(vector), lean)] ?? 'calm';
  };
}
