import type { Words } from '../zh.ts';

/** Long work: what it is, how far it is. Stages are named by the work; one without words here counts as `working`. */
export const jobs: Pick<Words, 'job'> = {
  job: {
    kinds: { train: 'Training', evaluate: 'Evaluation', compare: 'Comparison', import: 'Import', doctor: 'Check-up', cluster: 'Grouping', conversations: 'Conversation tests' },
    stages: {
      beginning: 'Getting ready',
      working: 'Working',
      reading: 'Reading examples',
      intents: 'Learning intents',
      emotions: 'Learning emotions',
      'cross-validation': 'Cross-validating',
      file: 'Reading the file',
      examining: 'Looking at each line',
      sentences: 'Understanding sentences',
      storing: 'Storing',
      testset: 'Going through the test set',
      conversations: 'Playing conversations',
    },
    startedBy: 'started by {name}',
    leftHours: 'about {hours} h {minutes} min left',
    leftMinutes: 'about {minutes} min left',
    leftSeconds: 'about {seconds} s left',
    cancel: 'Stop',
    failed: '{kind} did not finish: {reason}',
    cancelled: '{kind} was stopped; nothing was changed.',
    cancelledLog: '{kind} was stopped. What had been read by then stays in “To learn”.',
  },
};
