import type { TestLine } from '../../contract/content/testset.ts';
import { OUT_OF_SCOPE } from '../../contract/meaning.ts';
import type { TestLineResult, TestsetDocument } from '../../contract/studio/testset.ts';
import { JiedaError } from '../../base/errors.ts';
import { normalise } from '../../text/normalise.ts';
import { mostAlikeGently } from '../doctor/likeness.ts';
import type { Author, Studio } from '../studio.ts';
import { NEAR, understandAll } from './examples.ts';
import { saveFile } from './save.ts';

/** How often lines are added anew when somebody saves the test set meanwhile. */
const TRIES = 5;

/** The fixed test set, by which releases are measured. Without its file it is empty. @throws JiedaError `content.invalid`. */
export function readTestset({ draft }: Studio): Promise<TestsetDocument> {
  return draft.readFile('testset');
}

/** Saves it on the revision that its editor saw. @throws JiedaError `content.conflict` with `current`, `content.read_only`. */
export function saveTestset(studio: Studio, by: Author, { rev, content }: TestsetDocument): Promise<TestsetDocument> {
  return saveFile(studio, by, 'testset', rev, content);
}

/**
 * Adds lines at the end, those whose text does not stand there yet. @returns how many were added.
 * @throws JiedaError `content.read_only`, `content.conflict` where others save all the time.
 */
export async function addTestLines(studio: Studio, by: Author, lines: readonly TestLine[]): Promise<number> {
  for (let tries = 1; ; tries++) {
    const { rev, content } = await readTestset(studio);
    const known = new Set(content.map(({ text }) => keyOf(text)));
    const added: TestLine[] = [];
    for (const line of lines) {
      const key = keyOf(line.text);
      if (!known.has(key)) added.push(line);
      known.add(key);
    }
    if (added.length === 0) return 0;
    try {
      await saveTestset(studio, by, { rev, content: [...content, ...added] });
      return added.length;
    } catch (error) {
      if (!(error instanceof JiedaError) || error.code !== 'content.conflict' || tries === TRIES) throw error;
    }
  }
}

/** Which lines stand among the examples or earlier in the set, and how the model which serves understands each. @throws JiedaError `release.none`. */
export async function checkTestset(studio: Studio, lines: readonly TestLine[]): Promise<{ release: number; lines: TestLineResult[] }> {
  const { intents } = await studio.draft.readAll();
  const examples = intents.flatMap(({ id, examples: own }) => own.map(({ text }) => ({ intent: id, text })));
  const texts = lines.map(({ text }) => text);
  const same = new Map(examples.map((example) => [keyOf(example.text), example]));
  const alike = await mostAlikeGently(texts, examples.map(({ text }) => text), NEAR);
  const ids = new Set([OUT_OF_SCOPE, ...intents.map(({ id }) => id)]);
  const release = studio.serving.current().number;
  const meanings = await understandAll(studio, texts);
  const seen = new Set<string>();
  return {
    release,
    lines: lines.map(({ text, intent }, index) => {
      const key = keyOf(text);
      const near = alike[index];
      const leak = same.get(key) ?? (near ? examples[near.index] : undefined);
      const repeated = seen.has(key);
      seen.add(key);
      const meaning = meanings[index]!;
      return {
        intent: meaning.intent, confidence: meaning.confidence, emotion: meaning.emotion, repeated, unknown: !ids.has(intent),
        ...(leak && { leak: { ...leak, likeness: same.has(key) ? 1 : near!.likeness } }),
      };
    }),
  };
}

/** Two texts with the same key are the same sentence. */
function keyOf(text: string): string {
  return normalise(text).text;
}
