import type { Form, Step } from '../../contract/content/dialog.ts';
import { checkCondition, checkIntent, checkReply, checkSlot, checkWords, type Compiling } from './names.ts';

/** Checks every form: references, steps that nothing leads to, ways that never end, and circles in which the customer is never asked. */
export function checkForms(compiling: Compiling): void {
  for (const [name, form] of compiling.forms) {
    const where = `form “${name}”`;
    checkIntent(compiling, where, form.topic);
    for (const [stepName, step] of Object.entries(form.steps)) checkStep(compiling, `${where}, step “${stepName}”`, form, step);
    if (!Object.hasOwn(form.steps, form.start)) compiling.problems.push(`${where}: unknown first step “${form.start}”`);
    else checkWays(compiling, where, form);
  }
}

function checkStep(compiling: Compiling, where: string, form: Form, step: Step): void {
  for (const next of nextSteps(step)) {
    if (!Object.hasOwn(form.steps, next)) compiling.problems.push(`${where}: unknown step “${next}”`);
  }
  if (step.type === 'ask' || step.type === 'lookUp' || step.type === 'findTicket' || step.type === 'set') checkSlot(compiling, where, step.slot);
  if (step.type === 'note') checkSlot(compiling, where, step.contact);
  if (step.type === 'record') {
    checkSlot(compiling, where, step.contact);
    checkSlot(compiling, where, step.details);
    checkCondition(compiling, where, step.urgentWhen);
  }
  if (step.type === 'branch') for (const { when } of step.cases) checkCondition(compiling, where, when);
  else checkReply(compiling, where, repliesOf(step));
  if (step.type === 'ask') checkWords(compiling, where, step.marks);
  if (step.type === 'check') checkWords(compiling, where, step.stillWords);
  if (step.type === 'ask' || step.type === 'check') checkCondition(compiling, where, step.skipWhen);
}

function repliesOf(step: Exclude<Step, { type: 'branch' }>): string[] {
  switch (step.type) {
    case 'ask':
      return [step.reply, step.again, step.retry, step.wrong].filter((name) => name !== undefined);
    case 'check':
      return [step.reply, step.retry, step.trying];
    case 'confirm':
      return [step.reply, step.retry, step.wrong].filter((name) => name !== undefined);
    case 'lookUp':
      return [step.saying];
    case 'set':
    case 'note':
    case 'record':
    case 'findTicket':
      return [];
    default:
      return step.reply === undefined ? [] : [step.reply];
  }
}

/** Where a step may lead. */
function nextSteps(step: Step): string[] {
  switch (step.type) {
    case 'ask':
      return [step.next, step.solved, step.giveUp, step.declined].filter((name) => name !== undefined);
    case 'confirm':
      return [step.next, step.giveUp, step.declined].filter((name) => name !== undefined);
    case 'lookUp':
      return [step.found, step.notFound, step.failed];
    case 'say':
    case 'set':
    case 'note':
    case 'record':
      return [step.next];
    case 'findTicket':
      return [step.found, step.notFound];
    case 'branch':
      return [...step.cases.map(({ next }) => next), step.else];
    case 'check':
      return [step.solved, step.still, step.giveUp].filter((name) => name !== undefined);
    default:
      return [];
  }
}

/** Where a step leads without waiting for anybody. */
function nextStepsAtOnce(step: Step): string[] {
  if (step.type === 'lookUp' || step.type === 'confirm') return [];
  if (step.type === 'ask') return step.renew && step.skipWhen === undefined ? [] : [step.next];
  if (step.type === 'check') return step.skipWhen === undefined ? [] : [step.still];
  return nextSteps(step);
}

function checkWays(compiling: Compiling, where: string, form: Form): void {
  const steps = new Map(Object.entries(form.steps));
  const follow = (from: string, next: (step: Step) => string[]): Set<string> => {
    const reached = new Set<string>();
    const open = [from];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const step = steps.get(name);
      if (step !== undefined) for (const to of next(step)) if (!reached.has(to)) open.push((reached.add(to), to));
    }
    return reached;
  };
  const reachable = follow(form.start, nextSteps).add(form.start);
  for (const name of steps.keys()) {
    if (!reachable.has(name)) compiling.problems.push(`${where}: nothing leads to step “${name}”`);
    const ends = [name, ...follow(name, nextSteps)].some((to) => ['end', 'handOver'].includes(steps.get(to)?.type ?? ''));
    if (!ends) compiling.problems.push(`${where}: no way out of step “${name}”`);
    if (follow(name, nextStepsAtOnce).has(name)) compiling.problems.push(`${where}: step “${name}” leads to itself without asking`);
  }
}
