import { JiedaError } from '../../base/errors.ts';
import type { TriedRule } from '../../contract/studio/intents.ts';
import { createPatterns, type Patterns } from '../../text/patterns.ts';
import { readByRules } from '../../text/rules.ts';
import { mapGently } from '../gently.ts';
import type { Studio } from '../studio.ts';
import { allExamples } from './examples.ts';

/** Examples of other intents that are shown of those that match. */
const OTHERS_SHOWN = 20;
/** Examples tried in a row before customers get their turn. */
const IN_A_ROW = 500;

/** What a pattern would match, on a text and on all examples of the draft. RE2: whatever is written, it ends in time that grows with the text only. */
export async function tryRule(studio: Studio, { intent, pattern, text }: { intent: string; pattern: string; text: string }): Promise<TriedRule> {
  const read = readByRules(text);
  const match = patternOf(pattern);
  if (match === null) return { valid: false, read, matches: false, own: 0, others: [] };
  const examples = await allExamples(studio);
  const matches = await mapGently(examples, IN_A_ROW, ({ text: own }) => match(readByRules(own)).length > 0);
  const matching = examples.filter((_example, index) => matches[index]);
  return {
    valid: true,
    read,
    matches: text !== '' && match(read).length > 0,
    own: matching.filter((example) => example.intent === intent).length,
    others: matching.filter((example) => example.intent !== intent).slice(0, OTHERS_SHOWN).map((example) => ({ intent: example.intent, text: example.text })),
  };
}

function patternOf(pattern: string): Patterns | null {
  try {
    return createPatterns([pattern]);
  } catch (error) {
    if (error instanceof JiedaError && error.code === 'content.invalid') return null;
    throw error;
  }
}
