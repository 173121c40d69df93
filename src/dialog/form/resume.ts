import { say } from '../say.ts';
import type { Turn } from '../turn.ts';
import { givesAwaited, repeatQuestion, reportsResult, takeGiven, takeWords } from './answer.ts';
import { run, runningStep } from './run.ts';
import { suspend, unsuspend } from './suspend.ts';

/** Goes on with the form that was set aside last, or with the one of this name: with its answer if the message has it, otherwise with its question. */
export function resume(turn: Turn, name?: string): void {
  const form = unsuspend(turn, (suspended) => name === undefined || suspended.form === name);
  if (form === null) {
    say(turn, 'desk.nothing_to_resume');
    return;
  }
  suspend(turn);
  turn.state.form = form;
  turn.state.topic = turn.content.forms.get(form.form)?.topic ?? turn.state.topic;
  turn.because.push(`接着办“${turn.content.forms.get(form.form)?.name ?? form.form}”，步骤 ${form.step}`);
  if ((givesAwaited(turn, form) && takeGiven(turn)) || (name === undefined && reportsResult(turn) && takeWords(turn))) return;
  nameForm(turn);
  if (runningStep(turn)?.step.type === 'lookUp') return run(turn);
  say(turn, 'desk.resumed');
  repeatQuestion(turn);
}

/** Offers to come back to the form that was set aside last, once, when nothing else is open. */
export function offerToResume(turn: Turn): void {
  const { state } = turn;
  if (state.form !== null || state.offered || state.continued || turn.queued || turn.handOver !== null || turn.close !== null || state.suspended.length === 0) return;
  // One question at a time: a decision that is open goes first.
  if (turn.asks !== null && turn.asks !== 'solved' && turn.asks !== 'more') return;
  state.offered = true;
  nameForm(turn);
  say(turn, 'desk.resume_offer');
}

/** Lets texts name the form that runs, or the one that was set aside last, and what it waits for. */
export function nameForm({ state, content, facts }: Turn): void {
  const form = state.form ?? state.suspended.at(-1);
  const name = content.forms.get(form?.form ?? '')?.name;
  if (name !== undefined) facts.set('form_name', name);
  const step = form === undefined || form === null ? undefined : content.forms.get(form.form)?.steps[form.step];
  const awaited = step?.type === 'ask' ? content.slots.get(step.slot)?.label : undefined;
  if (awaited !== undefined) facts.set('awaited', awaited);
}
