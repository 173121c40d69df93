import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { IntentDocument } from '../contract/content/intent.ts';
import type { Lexicons } from '../contract/content/lexicons.ts';
import type { Meaning } from '../contract/meaning.ts';
import { createDecision } from './decide.ts';
import { createEmotion } from './emotion.ts';
import { entitiesOf } from './entities.ts';
import { createOpinion } from './opinion.ts';
import { privateSpans } from './privacy.ts';
import { createReader } from './reading.ts';
import { explain } from './reason.ts';
import { createRules } from './rules.ts';
import type { Learned } from './training.ts';

export { warmUp } from './segment.ts';

export type Understanding = {
  /**
   * What a text means. Of a long text only the first `LIMITS.understandPrefix` units are classified; private data is found in all of it.
   * @throws JiedaError `text.too_long` over `LIMITS.understandLength`.
   */
  understand(text: string): Meaning;
};

/** The stages of understanding, in their order. Not to be shared between threads: each keeps working memory. */
export function createUnderstanding(intents: readonly IntentDocument[], lexicons: Lexicons, learned: Learned): Understanding {
  const read = createReader(lexicons);
  const opinionOn = createOpinion(learned.intents);
  const ruleOn = createRules(intents);
  const decide = createDecision(learned.intents, learned.threshold);
  const feel = createEmotion(learned.emotions);
  const names = new Map(intents.map(({ id, name }) => [id, name]));

  function understand(text: string): Meaning {
    if (text.length > LIMITS.understandLength) throw new JiedaError('text.too_long', { lengthMax: LIMITS.understandLength });
    const reading = read(text);
    const opinion = opinionOn(reading.extracted.features);
    const verdict = ruleOn(reading.head);
    const decision = decide(opinion, verdict, reading);
    const emotion = feel(reading);
    return {
      text,
      intent: decision.intent,
      confidence: decision.confidence,
      alternatives: decision.alternatives,
      emotion: emotion.emotion,
      entities: entitiesOf(reading.normalised, reading.extracted.found, reading.named),
      private: privateSpans(reading.normalised, reading.secrets),
      decidedBy: decision.decidedBy,
      reason: explain(decision, opinion, emotion, reading, names),
    };
  }
  return { understand };
}
