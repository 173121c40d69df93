import { PROJECT_PATH } from '../../src/base/config.ts';
import type { ReleaseContent } from '../../src/contract/content/release.ts';
import { ContentDraft } from '../../src/storage/content.ts';

/** The smallest content that a release can hold. */
export function aReleaseContent(): ReleaseContent {
  return {
    intents: [{ id: 'greeting', name: '问候', domain: 'common', description: '', rev: 1, rules: [], examples: [{ text: '你好', emotion: 'calm' }] }],
    dialogs: [],
    lexicons: { words: [], synonyms: [], emotion: { angry: {}, upset: {}, patterns: [], notAtUs: [] }, gazetteer: {} },
    figures: {},
  };
}

/** The real dialogs with a few examples an intent and no lexicons: quick to train. */
export async function smallContent(): Promise<ReleaseContent> {
  const whole = await new ContentDraft(PROJECT_PATH).readAll();
  return { ...whole, lexicons: aReleaseContent().lexicons, intents: whole.intents.map((intent) => ({ ...intent, examples: intent.examples.slice(0, 2) })) };
}

export const MARK = '（乙）';

/** The same content in which every reply says that it is the other release's. */
export const marked = (content: ReleaseContent): ReleaseContent => ({
  ...content,
  dialogs: content.dialogs.map((dialog) => ({
    ...dialog,
    replies: Object.fromEntries(
      Object.entries(dialog.replies).map(([name, reply]) => [name, { ...reply, text: reply.text.map((text) => text + MARK), cases: reply.cases.map((one) => ({ ...one, text: one.text.map((text) => text + MARK) })) }]),
    ),
  })),
});
