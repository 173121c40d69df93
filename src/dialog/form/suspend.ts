import type { RunningForm } from '../../contract/dialogState.ts';
import { REMEMBERED } from '../engine.ts';
import type { Turn } from '../turn.ts';

/** Sets the running form aside, if there is one; the customer may come back to it. */
export function suspend(turn: Turn): void {
  const { state } = turn;
  if (state.form === null) return;
  const others = state.suspended.filter(({ form }) => form !== state.form?.form);
  state.suspended = [...others, state.form].slice(-REMEMBERED.suspended);
  state.form = null;
  state.offered = false;
}

/** Takes a suspended form out, so that it can run again. */
export function unsuspend(turn: Turn, which: (form: RunningForm) => boolean): RunningForm | null {
  const found = turn.state.suspended.findLast(which);
  if (found === undefined) return null;
  turn.state.suspended = turn.state.suspended.filter((form) => form !== found);
  turn.state.offered = false;
  return found;
}

/** Forgets the running form and all suspended ones. What they learnt about the customer stays known. */
export function dropForms({ state }: Turn): void {
  state.form = null;
  state.suspended = [];
  state.offered = false;
}

/** Forgets suspended forms that the content does not have any more in their version. */
export function dropOutdated(turn: Turn): void {
  turn.state.suspended = turn.state.suspended.filter((form) => isCurrent(turn, form));
}

/** Whether the content still has this form, in this version, with this step. */
export function isCurrent({ content }: Turn, { form, version, step }: RunningForm): boolean {
  const definition = content.forms.get(form);
  return definition !== undefined && definition.version === version && Object.hasOwn(definition.steps, step);
}
