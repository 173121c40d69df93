import type { CheckForm } from '../expectation.ts';
import type { Outcome } from '../outcome.ts';
import { alternatives, named } from './alternatives.ts';

const EMOTIONS = { 平静: 'calm', 不满: 'upset', 生气: 'angry' };

/** What was understood, what is known, and what is asked. */
export const MATTER_CHECKS: readonly CheckForm[] = [
  // What the words alone say, or what they were taken as in their context.
  [/^意图\s*(.+)$/, (wanted) => ({ meaning, takenAs, content }) => {
    const understood = meaning?.intent ?? '没有';
    const isWanted = (intent: string) => alternatives(wanted!).some((one) => one === intent || one === content.intents.get(intent)?.name);
    if (isWanted(understood) || isWanted(takenAs ?? '')) return null;
    return takenAs === null || understood === takenAs ? understood : `${understood}，结合上文 ${takenAs}`;
  }],
  [/^情绪\s*(.+)$/, (wanted) => {
    const emotions = named(EMOTIONS, wanted!);
    return ({ meaning }) => (emotions.includes(meaning?.emotion ?? '') ? null : (meaning?.emotion ?? '没有'));
  }],
  [/^话题\s*(.+)$/, (wanted) => ({ dialog, content }) => {
    const got = dialog.topic ?? '没有';
    return alternatives(wanted!).some((one) => one === got || one === content.intents.get(got)?.name) ? null : got;
  }],
  [/^问\s*(.+)$/, (wanted) => (outcome) => {
    const asked = askedOf(outcome);
    return alternatives(wanted!).some((one) => asked.includes(one)) ? null : `问的是 ${asked.join('、') || '什么都没问'}`;
  }],
  [/^不问\s*(.+)$/, (unwanted) => (outcome) => {
    const found = askedOf(outcome).filter((one) => alternatives(unwanted!).includes(one));
    return found.length === 0 ? null : `问了 ${found.join('、')}`;
  }],
  [/^未问$/, () => (outcome) => {
    const { form } = outcome.dialog;
    return askedSlotOf(outcome) === null ? null : `表单 ${form?.form} 在问 ${askedSlotOf(outcome)}`;
  }],
  [/^办理\s*(.+)$/, (wanted) => ({ dialog }) => (alternatives(wanted!).includes(dialog.form?.form ?? '') ? null : (dialog.form?.form ?? '没有在办的事'))],
  [/^挂起(?:\s+(.+))?$/, (wanted) => ({ dialog }) => {
    const names = dialog.suspended.map(({ form }) => form);
    const isSo = wanted === '' ? names.length > 0 : alternatives(wanted!).some((one) => names.includes(one));
    return isSo ? null : `挂起的是 ${names.join('、') || '没有'}`;
  }],
  [/^槽\s*([a-z0-9_]+)\s*=\s*(.+)$/, (name, wanted) => (outcome) => {
    const value = knownIn(outcome).filter(([key]) => key === name).map(([, one]) => one);
    return alternatives(wanted!).some((one) => value.includes(one)) ? null : `${name}=${value.join('、') || '没有'}`;
  }],
  [/^记得\s*“?(.+?)”?$/, (wanted) => (outcome) => {
    const values = knownIn(outcome);
    return alternatives(wanted!).some((one) => values.some(([, value]) => value.includes(one))) ? null : values.map(([key, value]) => `${key}=${value}`).join('，') || '什么都没记';
  }],
];

/** What is open: the slot that the form asks for, the check that it waits for (`试过`), the question of the last reply. */
function askedOf(outcome: Outcome): string[] {
  const { dialog, content } = outcome;
  const step = dialog.form === null ? undefined : content.forms.get(dialog.form.form)?.steps[dialog.form.step];
  return [askedSlotOf(outcome), step?.type === 'check' ? '试过' : null, dialog.asked].filter((one) => one !== null);
}

function askedSlotOf({ dialog, content }: Outcome): string | null {
  const step = dialog.form === null ? undefined : content.forms.get(dialog.form.form)?.steps[dialog.form.step];
  return step?.type === 'ask' ? step.slot : null;
}

/** Everything that the conversation, its forms and its tickets of this line have learnt. */
function knownIn({ dialog, tickets }: Outcome): [string, string][] {
  const slots = [dialog.slots, dialog.form?.slots ?? {}, ...dialog.suspended.map((form) => form.slots)].flatMap((one) => Object.entries(one));
  const contacts = tickets.flatMap(({ contact }) => (contact === null ? [] : [['contact', contact] as const]));
  return [...slots, ...contacts].map(([name, value]) => [name, String(value)]);
}
