import type { Words } from '../zh.ts';

/** Intents and their examples. */
export const intents: Pick<Words, 'emotion' | 'domain' | 'intents'> = {
  emotion: { calm: 'calm', upset: 'upset', angry: 'angry' },
  domain: { common: 'Common', shop: 'Shop', account: 'Account', drive: 'Drive', telecom: 'Telecom', outside: 'Outside' },
  intents: {
    title: 'Intents',
    text: 'What customers ask, and how they say it. Changes reach customers once they are trained and published.',
    search: 'Find an intent',
    shown: '{n} intents',
    name: 'Intent',
    domain: 'Domain',
    examples: 'Examples',
    feelings: 'Feelings',
    rules: 'Rules',
  },
};
