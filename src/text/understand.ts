import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { Steps } from '../base/steps.ts';
import type { Caution } from '../contract/content/caution.ts';
import type { IntentDocument } from '../contract/content/intent.ts';
import type { Lexicons } from '../contract/content/lexicons.ts';
import { OUT_OF_SCOPE, type Meaning, type Part } from '../contract/meaning.ts';
import type { ClassifierChoice } from './calibrate.ts';
import { createVectoriser, joinVectors, type Vector } from './classify.ts';
import { createDecision, type Basis, type Decision } from './decide.ts';
import { createFeeling } from './emotion.ts';
import { entitiesOf } from './entities.ts';
import { KIND, fingerprintOfPair } from './fingerprint.ts';
import { createOpinion } from './opinion.ts';
import { partsOf, type Judged } from './parts.ts';
import { privateSpans } from './privacy.ts';
import { readerInSteps, type Reading } from './reading.ts';
import { createExplanation } from './reason.ts';
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
export function* understandingInSteps(
  intents: readonly IntentDocument[], lexicons: Lexicons, learned: Learned, classifier: ClassifierChoice, caution: Caution = 'normal',
): Steps<Understanding> {
  const read = yield* readerInSteps(lexicons, (first, second) => learned.vocabulary.numberOf(fingerprintOfPair(KIND.characters, first, second)) >= 0);
  yield;
  const vectorise = createVectoriser(learned.vocabulary);
  const opinionOn = createOpinion(learned.intents, classifier);
  yield;
  const ruleOn = createRules(intents);
  yield;
  const decide = createDecision(learned.intents.labels, learned.intents.trust[classifier].threshold, caution);
  const feelingIn = createFeeling(learned.emotions);
  const explain = createExplanation(intents, learned);

  function judge(text: string): Judgement {
    const reading = read(text);
    const vector = vectorise(reading.extracted.features);
    const opinion = opinionOn(joinVectors(vector, vectorise(reading.extracted.meetings)));
    const basis = basisOf(reading, vector.numbers.length);
    return { text, reading, vector, basis, decision: decide(opinion, ruleOn(reading.head), basis), agreed: opinion.agreed };
  }

  /** What a text and a part of it have in common, except where they stand and what they name. */
  function describe({ text, reading, vector, basis, decision, agreed }: Judgement): Omit<Part, 'text' | 'start' | 'end' | 'entities'> {
    const isMute = basis === 'nothing' && reading.signals.because.length === 0;
    const emotion = isMute ? 'calm' : feelingIn(joinVectors(vector, vectorise(reading.signals.features)));
    return {
      ...(reading.head !== text && { simplified: reading.head }),
      intent: decision.intent,
      confidence: decision.confidence,
      alternatives: decision.alternatives,
      emotion,
      reason: explain(decision, agreed, emotion, reading),
    };
  }

  function judgePiece(piece: string): Judged {
    const judgement = judge(piece);
    const { intent, confidence } = judgement.decision;
    return { intent, confidence, isInScope: intent !== OUT_OF_SCOPE, describe: () => describe(judgement) };
  }

  function understand(text: string): Meaning {
    if (text.length > LIMITS.understandLength) throw new JiedaError('text.too_long', { lengthMax: LIMITS.understandLength });
    const judgement = judge(text);
    const { reading, decision } = judgement;
    const entities = entitiesOf(reading.normalised, reading.extracted.found, reading.named);
    const secrets = privateSpans(reading.normalised, reading.secrets);
    const intents = [decision, ...decision.alternatives].map(({ intent }) => intent);
    const parts = partsOf({ reading, intents, entities, secrets }, judgePiece);
    return { text, ...describe(judgement), entities, private: secrets, decidedBy: decision.decidedBy, ...(parts && { parts }) };
  }
  return { understand };
}

type Judgement = { text: string; reading: Reading; vector: Vector; basis: Basis; decision: Decision; agreed: boolean | null };

function basisOf({ head, extracted }: Reading, knownFeatures: number): Basis {
  if (!/[\p{L}\p{N}]/u.test(head) && extracted.found.length === 0) return 'nothing';
  return knownFeatures === 0 ? 'unknown' : 'known';
}
