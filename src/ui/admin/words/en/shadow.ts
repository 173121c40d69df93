import type { Words } from '../zh.ts';

/** A release that listens beside the live one. */
export const shadow: Pick<Words, 'shadow'> = {
  shadow: {
    title: 'In the shadow',
    text: 'Lets this release listen to real customers without answering. Only sentences that it understands otherwise than the live one are kept, private data masked; it ends when the release is published or deleted.',
    share: 'Listen to',
    begin: 'Begin',
    begun: 'It begins within seconds.',
    end: 'Stop',
    ended: 'It has stopped.',
    running: 'Listening to {share}',
    counts: '{heard} sentences heard, {differed} understood otherwise; {dropped} left out while too much was going on.',
    none: 'No customer has been heard yet. Sentences that are understood otherwise will stand here by pair of intents.',
    pair: 'Live “{before}” → this release “{now}”, {n} sentences',
    live: 'Live',
    conversation: 'Conversation',
    ask: 'Which is right? Hand over for labelling',
    askAll: 'Hand over the whole group',
    asked: 'Handed over',
    handedOver: '{n} sentences are in the review queue.',
  },
};
