import type { ReleaseContent } from '../../src/contract/content/release.ts';

/** The smallest content that a release can hold. */
export function aReleaseContent(): ReleaseContent {
  return {
    intents: [{ id: 'greeting', name: '问候', domain: 'common', description: '', rev: 1, rules: [], examples: [{ text: '你好', emotion: 'calm' }] }],
    dialogs: [],
    lexicons: { words: [], synonyms: [], emotion: { angry: {}, upset: {}, patterns: [], notAtUs: [] }, gazetteer: {} },
    figures: {},
  };
}
