import { repeatQuestion } from './form/answer.ts';
import { givenTo, run } from './form/run.ts';
import { suspend, unsuspend } from './form/suspend.ts';
import { say } from './say.ts';
import type { Turn } from './turn.ts';

const FORM = 'leave_message';

/** Nobody is there: says so and when somebody will be, and lets the customer leave a message at once instead of waiting in a silent queue. */
export function offerMessage(turn: Turn): void {
  const { state, content, unserved } = turn;
  if (unserved === null) return;
  const { problem, reason } = unserved;
  turn.because.push(`人工不在班，改为留言（${reason}）`);
  // A message that was begun goes on where it was: what it learnt is not asked again.
  const begun = state.form?.form === FORM ? state.form : unsuspend(turn, ({ form }) => form === FORM);
  if (begun !== null) {
    if (begun !== state.form) suspend(turn);
    state.form = begun;
    say(turn, 'desk.closed_again');
    repeatQuestion(turn);
    return;
  }
  if (state.tickets.some(({ kind }) => kind === 'left_message')) {
    say(turn, 'desk.closed_recorded');
    return;
  }
  suspend(turn);
  say(turn, 'desk.closed');
  const form = content.forms.get(FORM);
  if (form === undefined) return;
  const isTold = state.quote !== null || state.topic !== null;
  state.form = { form: FORM, version: form.version, step: form.start, slots: { ...givenTo(turn, FORM), ...(isTold && { matter: problem }) }, tries: 0 };
  run(turn);
}
