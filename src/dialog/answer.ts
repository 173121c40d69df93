import type { Rule } from '../contract/content/dialog.ts';
import { OUT_OF_SCOPE } from '../contract/meaning.ts';
import { clarify, guessesOf, offer } from './clarify.ts';
import { listOf } from './compile/names.ts';
import { saysWords } from './condition.ts';
import { CONFIDENCE } from './engine.ts';
import { askAgain, givesAwaited, isMarked, keepGiven, repeatQuestion, soundsLikeAnswer, takeFreeText, takeGiven, takeWords } from './form/answer.ts';
import { agrees, takeConfirmation } from './form/confirm.ts';
import { correct } from './form/correct.ts';
import { resume } from './form/resume.ts';
import { runningStep } from './form/run.ts';
import { dropForms } from './form/suspend.ts';
import { handOver, isClosed } from './handOver.ts';
import { applyRule, findRule, isSure, isTopic, takeTopic } from './rule.ts';
import { say } from './say.ts';
import { noteTried, type Turn } from './turn.ts';

/**
 * Answers the message, or the part of one that has its turn: anger first, unless a rule is made for it, then the running form or the rule of its
 * intent.
 */
export function answerMessage(turn: Turn): void {
  const rule = findRule(turn);
  if (turn.meaning?.emotion === 'angry' && !rule?.then.leaveQueue && !isForAnger(rule) && !goesOnCalmly(turn, rule)) soothe(turn, rule);
  else answer(turn, rule);
}

/**
 * Who does what the bot asked for is not sent away from it because they sound angry, once: they hear that we are sorry, and it goes on. Private data
 * that was sent to help counts as well, and nobody thanks in anger.
 */
function goesOnCalmly(turn: Turn, rule: Rule | null): boolean {
  const { state, meaning } = turn;
  if (meaning?.intent === 'thanks' && isSure(meaning)) return true;
  if (state.emotions.at(-2) === 'angry' || rule?.then.handOver) return false;
  const isAnswer = state.form !== null && (givesAwaited(turn, state.form) || (runningStep(turn)?.step.type === 'confirm' && agrees(turn)) || meaning?.private.length !== 0);
  if (!isAnswer && rule?.when.gives === undefined && !(rule?.when.asked !== undefined && agrees(turn))) return false;
  turn.because.push('听着像生气，但在配合，接着办');
  return true;
}

function isForAnger(rule: Rule | null): boolean {
  return listOf(rule?.when.emotion).includes('angry');
}

function answer(turn: Turn, rule: Rule | null): void {
  const { state } = turn;
  if (state.form !== null) answerInForm(turn, rule);
  else if ((rule === null || (state.continued && !isSureTopic(turn))) && state.suspended.some((form) => givesAwaited(turn, form))) {
    resume(turn, state.suspended.findLast((form) => givesAwaited(turn, form))?.form);
  } else if (rule !== null) {
    if (!clarify(turn, rule)) applyRule(turn, rule, false);
  }
  else if (turn.replies.length === 0) outside(turn);
}

function isSureTopic({ meaning, content }: Turn): boolean {
  return meaning !== null && isSure(meaning) && isTopic(content.intents.get(meaning.intent)?.domain);
}

/** A form runs: the message may go past it to a person, answer it, be answered beside it, or change the topic. */
export function answerInForm(turn: Turn, rule: Rule | null): void {
  const wantsPerson = rule?.then.handOver !== undefined && turn.meaning?.decidedBy === 'rule';
  if (isMarked(turn) && !wantsPerson && takeFreeText(turn)) return;
  if (rule?.then.handOver || rule?.then.leaveQueue || rule?.then.drop || rule?.then.interrupts) return applyRule(turn, rule, false);
  if (saysWords(turn, 'cancel') && !mayDecline(turn)) return cancel(turn);
  if (correct(turn) || takeGiven(turn)) return understood(turn);
  if (!changesSurely(turn) && takeConfirmation(turn)) return understood(turn);
  const aside = rule !== null && isAside(turn, rule);
  const leaves = rule !== null && !aside && changesTopic(turn, rule);
  if (!leaves && takeWords(turn)) return understood(turn);
  if (rule !== null && (aside || leaves)) return applyRule(turn, rule, aside);
  if (takeFreeText(turn)) return understood(turn);
  keepGiven(turn);
  // Private data or a mere "yes" is no answer, but the customer meant well: it does not count.
  if (turn.replies.length === 0 && turn.meaning?.intent !== 'affirm') return askAgain(turn);
  turn.because.push('再问一遍');
  repeatQuestion(turn);
}

/** "No need" leaves the question out where the form can go on without it, and the whole form elsewhere. */
function mayDecline(turn: Turn): boolean {
  const step = runningStep(turn)?.step;
  return (step?.type === 'ask' || step?.type === 'confirm') && step.declined !== undefined && (saysWords(turn, 'decline') || step.type === 'confirm');
}

/** Another matter for certain, although it may begin with "好的". */
function changesSurely(turn: Turn): boolean {
  const { content, meaning } = turn;
  const domain = content.intents.get(meaning?.intent ?? '')?.domain;
  return meaning !== null && isTopic(domain) && meaning.confidence >= CONFIDENCE.situation && meaning.intent !== runningStep(turn)?.form.topic;
}

/** An answer was taken. In a form that fits any topic, what the customer surely says with it is the topic from then on. */
function understood(turn: Turn): void {
  turn.state.misunderstood = 0;
  const form = turn.content.forms.get(turn.state.form?.form ?? '');
  if (form !== undefined && form.topic === undefined && turn.state.topic === null && turn.meaning !== null && isSure(turn.meaning)) takeTopic(turn);
}

function isAside(turn: Turn, { then }: Rule): boolean {
  return then.aside === true || (then.form === undefined && turn.meaning?.intent === runningStep(turn)?.form.topic);
}

/**
 * Small talk and what is not understood change no topic; neither does what the classifier is not sure of, nor what sounds like an
 * answer and is about the same kind of business.
 */
function changesTopic(turn: Turn, { then }: Rule): boolean {
  const { content, state, meaning } = turn;
  const domain = content.intents.get(meaning?.intent ?? '')?.domain;
  const here = content.intents.get(runningStep(turn)?.form.topic ?? '')?.domain;
  if (meaning === null || !isTopic(domain) || (domain === here && soundsLikeAnswer(turn))) return false;
  return then.form !== state.form?.form && isSure(meaning);
}

function cancel(turn: Turn): void {
  turn.because.push('客户不想继续');
  dropForms(turn);
  say(turn, 'desk.cancelled');
}

/** Anger: an apology first, then a person; who waits for one already is not handed over again, and where nobody is there, a message is taken. */
function soothe(turn: Turn, rule: Rule | null): void {
  turn.state.misunderstood = 0;
  // Abuse is understood badly; it only changes a topic for certain.
  if (turn.state.topic === null || (turn.meaning?.confidence ?? 0) >= CONFIDENCE.situation) takeTopic(turn);
  else turn.takenAs = turn.state.topic;
  turn.because.push('客户生气，先安抚');
  turn.felt = true;
  if (turn.queued) return say(turn, 'desk.soothe_queued');
  say(turn, 'desk.soothe');
  if (isClosed(turn) && turn.state.form?.form === 'leave_message') return answerInForm(turn, rule);
  handOver(turn, { reason: 'angry', reply: 'desk.soothe_hand_over' });
}

/** Not understood: once politely, the second time in a row a person takes over. */
function outside(turn: Turn): void {
  const { state } = turn;
  turn.because.push('没有听懂', '#outside');
  if (turn.queued) return say(turn, 'desk.outside_queued');
  state.misunderstood += 1;
  if (state.quote !== null) noteTried(turn, `没能回答：“${state.quote}”`);
  if (state.misunderstood < Number(turn.content.figures['misunderstandings']?.value)) sayNotUnderstood(turn);
  else {
    state.misunderstood = 0;
    handOver(turn, { reason: isOutside(turn) ? 'out_of_scope' : 'misunderstood', reply: 'desk.outside_hand_over' });
  }
}

/** Understood well enough to know that it is no business of this desk. */
function isOutside({ meaning }: Turn): boolean {
  return meaning !== null && meaning.intent === OUT_OF_SCOPE && isSure(meaning);
}

/** With guesses, they are offered to choose from: options named `ask_` and the intent. */
function sayNotUnderstood(turn: Turn): void {
  const guesses = guessesOf(turn);
  say(turn, guesses.length > 0 ? 'desk.unsure' : 'desk.outside');
  if (guesses.length > 0) turn.because.push(`#choice:${guesses.slice(0, 3).join(',')}`);
  offer(turn, guesses);
}
