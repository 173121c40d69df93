import type { Words } from '../zh.ts';

/** Frame and what every page needs. */
export const base: Pick<Words, 'studio' | 'conflict' | 'theme' | 'sign' | 'place' | 'problem' | 'nowhere' | 'notForYou'> = {
  studio: {
    name: 'Jieda Studio',
    nav: 'Main navigation',
    skip: 'Skip to content',
    loading: 'Loading …',
    retry: 'Try again',
    people: 'People and permissions',
    toDesk: 'To the desk',
    signOut: 'Sign out',
    language: 'Switch to Chinese',
    save: 'Save',
    saved: 'Saved',
    cancel: 'Cancel',
    remove: 'Delete',
    close: 'Close',
    leave: 'There are changes that are not saved. Leave anyway?',
    readOnly: 'This node only shows the content. Change it on the node that edits.',
  },
  conflict: {
    title: 'Somebody else has just changed this',
    text: 'Here is everything that differs. Choose which side shall hold for each part; both are then saved together.',
    part: 'Where',
    mine: 'Yours',
    theirs: 'Theirs, saved already',
    both: 'changed on both sides',
    nothing: '(nothing)',
    merge: 'Merge and save',
  },
  theme: { auto: 'Theme of the system', light: 'Light theme', dark: 'Dark theme' },
  sign: { list: ', ', comma: ', ', semicolon: '; ', colon: ': ' },
  place: { review: 'To learn', intents: 'Intents', dialogs: 'Dialogs', lexicons: 'Lexicons', figures: 'Figures', releases: 'Training and publishing', tests: 'Tests', analytics: 'Analytics', exchange: 'Import and export', settings: 'Settings' },
  problem: { unknown: 'Something went wrong. Please try again later.', offline: 'The server cannot be reached. Check the network and try again.' },
  nowhere: { title: 'No such page', text: 'It may have been moved or removed.', action: 'To the first page' },
  notForYou: { title: 'This is for admins', text: 'Your account is not an admin’s. Ask an admin if you need it.' },
};
