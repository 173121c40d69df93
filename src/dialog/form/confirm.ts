import type { Step } from '../../contract/content/dialog.ts';
import { saysWords } from '../condition.ts';
import { hasWords } from '../words.ts';
import { firstClause } from '../gist.ts';
import { keepGiven } from './answer.ts';
import { goTo, retry, runningStep } from './run.ts';
import type { Turn } from '../turn.ts';

type Confirm = Extract<Step, { type: 'confirm' }>;

/** Whether the message agrees: as a whole, or with its first clause ("对，就这些。多久给我答复？"). */
export function agrees(turn: Turn): boolean {
  const yes = turn.content.words.get('yes');
  return turn.meaning?.intent === 'affirm' || (yes !== undefined && hasWords(firstClause(turn), yes));
}

/** Lets the restatement that is open take a yes or a no. @returns whether the message was one. */
export function takeConfirmation(turn: Turn): boolean {
  const step = runningStep(turn)?.step;
  if (step?.type !== 'confirm') return false;
  if (turn.meaning?.intent === 'deny' || (step.declined !== undefined && saysWords(turn, 'cancel'))) return deny(turn, step);
  if (!agrees(turn)) return false;
  turn.because.push('回答：确认');
  turn.takenAs = 'affirm';
  keepGiven(turn);
  goTo(turn, step.next);
  return true;
}

function deny(turn: Turn, step: Confirm): boolean {
  turn.because.push('回答：不对');
  turn.takenAs = 'deny';
  if (step.declined !== undefined) goTo(turn, step.declined);
  else retry(turn, step.wrong ?? step.retry);
  return true;
}
