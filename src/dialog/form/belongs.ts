import type { Step } from '../../contract/content/dialog.ts';
import type { Turn } from '../turn.ts';

/** A text that nobody asked for belongs to a form only where the form asks for it or records it. */
export function belongs(content: Turn['content'], form: string, slot: string): boolean {
  const { capturedBy, toldBy } = content.slots.get(slot) ?? {};
  return (capturedBy === undefined && toldBy === undefined) || Object.values(content.forms.get(form)?.steps ?? {}).some((step) => uses(step, slot));
}

function uses(step: Step, slot: string): boolean {
  return (step.type === 'ask' && step.slot === slot) || (step.type === 'record' && step.details.includes(slot));
}
