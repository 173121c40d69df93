import type { DialogState } from '../contract/dialogState.ts';
import type { Option } from '../contract/message.ts';
import type { LookUpResult } from '../contract/order.ts';
import type { DialogContent } from './content.ts';
import type { Circumstances, Decision, DialogEvent } from './decision.ts';
import { ENGINE_OPTIONS } from './engine.ts';
import { goTo, runningStep } from './form/run.ts';
import { nameForm, offerToResume } from './form/resume.ts';
import { dropForms, suspend } from './form/suspend.ts';
import { orderFacts } from './order.ts';
import { briefing } from './briefing.ts';
import { choicesOf } from './choices.ts';
import { offerMessage } from './closed.ts';
import { said } from './said.ts';
import { say } from './say.ts';
import { silent } from './silent.ts';
import { recallTicket } from './ticket.ts';
import { beginTurn, endTurn, type Turn } from './turn.ts';

/**
 * What the bot does about an event. Pure and total: the same arguments bring the same decision, and no state or event that the schemas
 * allow makes it throw. Nothing is said only to a look-up result that nobody waits for.
 */
export function decide(state: DialogState, event: DialogEvent, content: DialogContent, circumstances: Circumstances): Decision {
  const turn = beginTurn(state, event, content, circumstances);
  recallTicket(turn);
  switch (event.type) {
    case 'opened':
      opened(turn);
      break;
    case 'said':
      said(turn);
      if (turn.queued && !turn.leaveQueue) turn.briefing = briefing(turn);
      if (turn.replies.length === 0) say(turn, 'desk.fallback');
      break;
    case 'looked_up':
      lookedUp(turn, event.result);
      break;
    case 'given_back':
      givenBack(turn);
      break;
    case 'silent':
      silent(turn, event.stage);
      break;
  }
  stay(turn);
  offerWayOut(turn);
  remember(turn);
  return endTurn(turn);
}

/** Who said goodbye and something else besides is not shown the door. */
function stay(turn: Turn): void {
  if (turn.handOver !== null || (turn.close === 'goodbye' && (turn.state.form !== null || turn.lookUp !== null))) turn.close = null;
}

/** What the next message may refer to, and whether anybody still waits for a person. */
function remember({ state, replies, content, leaveQueue }: Turn): void {
  const waysOut = ENGINE_OPTIONS.flatMap((name) => content.options.get(name)?.text ?? []);
  if (replies.length > 0) state.choices = choicesOf(replies, waysOut);
  if (leaveQueue) state.waiting = null;
}

function opened(turn: Turn): void {
  turn.because.push('客户打开聊天');
  const isOpen = turn.state.continued && turn.state.suspended.length > 0;
  if (isOpen) nameForm(turn);
  say(turn, isOpen ? 'desk.opened_continued' : turn.state.greeted ? 'desk.opened_again' : 'desk.opened');
  turn.state.greeted = true;
}

const OUTCOMES = { found: '找到', not_found: '没有这个订单', failed: '系统没有回应' } as const;

/** What the person did is not known: nothing of before goes on by itself. */
function givenBack(turn: Turn): void {
  turn.because.push('人工交回会话');
  dropForms(turn);
  turn.state.misunderstood = 0;
  turn.state.waiting = null;
  say(turn, 'desk.given_back');
}

/** The shop's answer goes to the form that waits for it, even if the customer went on to something else meanwhile. */
function lookedUp(turn: Turn, result: LookUpResult): void {
  const at = waitingForm(turn);
  if (at?.step.type !== 'lookUp') {
    turn.because.push('没有表单在等这个查询结果');
    return;
  }
  turn.because.push(`查询结果：${OUTCOMES[result.outcome]}`);
  if (result.outcome === 'found') {
    turn.order = result.order;
    Object.assign(turn.state.slots, orderFacts(result.order, turn.circumstances.now_ms));
    goTo(turn, at.step.found);
  } else goTo(turn, result.outcome === 'failed' ? at.step.failed : at.step.notFound);
  offerMessage(turn);
  offerToResume(turn);
}

/** Brings the form that waits for the shop to the front. */
function waitingForm(turn: Turn): ReturnType<typeof runningStep> {
  const { state, content } = turn;
  const at = runningStep(turn);
  if (at?.step.type === 'lookUp') return at;
  const waiting = state.suspended.findLast(({ form, step }) => content.forms.get(form)?.steps[step]?.type === 'lookUp');
  if (waiting === undefined) return null;
  state.suspended = state.suspended.filter((form) => form !== waiting);
  suspend(turn);
  state.form = waiting;
  return runningStep(turn);
}

/** Under the last line there is always a way to a person, or back from the queue. */
function offerWayOut({ content, replies, queued, handOver, leaveQueue, close }: Turn): void {
  const last = replies.at(-1);
  if (last === undefined || handOver !== null || close !== null) return;
  const option: Option | undefined = content.options.get(queued && !leaveQueue ? 'leave_queue' : 'person');
  if (option === undefined || last.options?.some(({ text }) => text === option.text)) return;
  last.options = [...(last.options ?? []), option];
}
