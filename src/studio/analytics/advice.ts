import { LIMITS } from '../../base/limits.ts';
import type { IntentDocument } from '../../contract/content/intent.ts';
import type { Advice, Failing, Topic } from '../../contract/studio/analytics.ts';
import { lowerBound } from './share.ts';

/** From here on a topic belongs to the intent that it comes nearest to: on average this sure, or a third of its lines like an example. */
const BELONGS = 0.4;
/** An intent needs sharpening when surely this share of its lines was asked back about or misread; and answers, when surely this share of its conversations goes to a person. */
const UNCLEAR = 0.1;
const ESCAPES = 0.4;
/** Intents whose conversations go to a person on purpose. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(['human_agent', 'service_complaint']);

/** What to do next, by how many customers it would help; what is seen too seldom to say so is left out. */
export function adviseOn(topics: readonly Topic[], failing: readonly Failing[], known: ReadonlyMap<string, IntentDocument>): Advice[] {
  const weighed: { weight: number; advice: Advice }[] = topics.map((topic) => {
    const { id, conversations, lines, nearest } = topic;
    const belongs = nearest !== null && (nearest.confidence >= BELONGS || nearest.alike >= topic.examples.length / 3);
    const intent = nearest === null ? undefined : { id: nearest.intent, name: nearest.name, examples: nearest.examples, alike: nearest.alike };
    return { weight: conversations, advice: { kind: belongs ? 'add_examples' : 'new_intent', topic: id, ...(intent && { intent }), count: conversations, of: lines } };
  });
  for (const { intent: id, name, asked, clarified, misunderstood, conversations, handedOver } of failing) {
    const document = id === null ? undefined : known.get(id);
    if (document === undefined) continue;
    const intent = { id: document.id, name, examples: document.examples.length, alike: 0 };
    const unclear = clarified + misunderstood;
    const of = Math.max(asked, unclear);
    if (of >= LIMITS.rateOf && lowerBound(unclear, of) >= UNCLEAR) weighed.push({ weight: unclear, advice: { kind: 'sharpen', intent, count: unclear, of } });
    if (conversations >= LIMITS.rateOf && !FOR_PEOPLE.has(document.id) && lowerBound(handedOver, conversations) >= ESCAPES) {
      // People took care of these customers, so that they are less in need.
      weighed.push({ weight: handedOver / 2, advice: { kind: 'answer', intent, count: handedOver, of: conversations } });
    }
  }
  return weighed.sort((a, b) => b.weight - a.weight).slice(0, LIMITS.advice).map(({ advice }) => advice);
}
