import type { Rule } from '../contract/content/dialog.ts';
import { OUT_OF_SCOPE, type Meaning } from '../contract/meaning.ts';
import { LIMITS } from '../base/limits.ts';
import { saysWords } from './condition.ts';
import { REMEMBERED } from './engine.ts';
import { askAgain, awaited, givesAwaited, isMarked, keepGiven, repeatQuestion, soundsLikeAnswer, takeFreeText, takeGiven, takeWords } from './form/answer.ts';
import { offerToResume, resume } from './form/resume.ts';
import { runningStep } from './form/run.ts';
import { dropForms, dropOutdated, isCurrent } from './form/suspend.ts';
import { handOver } from './handOver.ts';
import { listen, masked, quotable } from './listen.ts';
import { applyRule, findRule, isSure, isTopic, takeTopic } from './rule.ts';
import { say } from './say.ts';
import { noteTried, type Turn } from './turn.ts';

/** Longest piece of the customer's words inside a sentence for agents. */
const QUOTE_LENGTH = 60;
/** A wish for a person up to this length says nothing about the matter. */
const CALL_LENGTH = 8;
/** Guesses that are offered to choose from. */
const GUESSES = 3;

/** The customer wrote: private data first, then the feeling, then the matter. */
export function said(turn: Turn): void {
  const { state, meaning } = turn;
  if (meaning === null) return;
  state.greeted = true;
  state.emotions = [...state.emotions, meaning.emotion].slice(-REMEMBERED.emotions);
  quote(turn, meaning);
  listen(turn);
  remindOfPrivacy(turn);
  abandonOutdated(turn);
  const before = turn.replies.length;
  const rule = findRule(turn);
  if (meaning.emotion === 'angry' && !rule?.then.leaveQueue) soothe(turn);
  else answer(turn, rule);
  offerToResume(turn);
  empathise(turn, before);
}

/** Keeps what the customer said about a matter; a bare "对" or "转人工", or the answer to a form's question, tells an agent nothing. */
function quote(turn: Turn, meaning: Meaning): void {
  const { state, content, facts, text } = turn;
  const isAnswer = ['affirm', 'deny', 'greeting', 'thanks', 'goodbye'].includes(meaning.intent);
  const isCall = meaning.intent === 'human_agent' && text.length <= CALL_LENGTH;
  const isTold = state.quote !== null && state.form !== null && !isTopic(content.intents.get(meaning.intent)?.domain);
  if (!isAnswer && !isCall && !isTold && text !== '') state.quote = quotable(masked(meaning)).slice(0, QUOTE_LENGTH);
  if (state.quote !== null) facts.set('quote', state.quote);
  const name = content.intents.get(state.topic ?? '')?.name;
  if (name !== undefined) facts.set('topic_name', name);
}

function answer(turn: Turn, rule: Rule | null): void {
  const { state } = turn;
  if (state.form !== null) answerInForm(turn, rule);
  else if (rule === null && state.suspended.some((form) => givesAwaited(turn, form))) {
    resume(turn, state.suspended.findLast((form) => givesAwaited(turn, form))?.form);
  } else if (rule !== null) applyRule(turn, rule, false);
  else if (turn.replies.length === 0) outside(turn);
}

/** A form runs: the message may go past it to a person, answer it, be answered beside it, or change the topic. */
function answerInForm(turn: Turn, rule: Rule | null): void {
  if (isMarked(turn) && takeFreeText(turn)) return;
  if (rule?.then.handOver || rule?.then.leaveQueue || rule?.then.drop) return applyRule(turn, rule, false);
  if (saysWords(turn, 'cancel')) return cancel(turn);
  if (takeGiven(turn)) return understood(turn);
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

function understood({ state }: Turn): void {
  state.misunderstood = 0;
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

/** Anger: an apology first, then a person; who waits for one already is not handed over again. */
function soothe(turn: Turn): void {
  turn.state.misunderstood = 0;
  takeTopic(turn);
  turn.because.push('客户生气，先安抚');
  turn.felt = true;
  if (turn.queued) return say(turn, 'desk.soothe_queued');
  say(turn, 'desk.soothe');
  handOver(turn, { reason: 'angry', reply: 'desk.soothe_hand_over' });
}

/** Not understood: once politely, the second time in a row a person takes over. */
function outside(turn: Turn): void {
  const { state } = turn;
  turn.because.push('没有听懂');
  if (turn.queued) return say(turn, 'desk.outside_queued');
  state.misunderstood += 1;
  if (state.quote !== null) noteTried(turn, `没能回答：“${state.quote}”`);
  if (state.misunderstood < Number(turn.content.figures['misunderstandings']?.value)) sayNotUnderstood(turn);
  else {
    state.misunderstood = 0;
    handOver(turn, { reason: 'misunderstood', reply: 'desk.outside_hand_over' });
  }
}

/** With guesses, they are offered to choose from: options named `ask_` and the intent. */
function sayNotUnderstood(turn: Turn): void {
  const { meaning, content } = turn;
  const guesses = meaning === null || meaning.intent === OUT_OF_SCOPE ? [] : [meaning.intent, ...meaning.alternatives.map(({ intent }) => intent)];
  const options = [...new Set(guesses)].flatMap((intent) => content.options.get(`ask_${intent}`) ?? []).slice(0, GUESSES);
  say(turn, options.length > 0 ? 'desk.unsure' : 'desk.outside');
  const reply = turn.replies.at(-1);
  if (options.length > 0 && reply !== undefined) reply.options = options;
}

/** Reminds the customer not to send private data; a phone number that was asked for needs no reminder. */
function remindOfPrivacy(turn: Turn): void {
  const types = new Set(turn.meaning?.private.map(({ type }) => type));
  if (types.size === 0) return;
  turn.because.push(`含隐私信息（${[...types].join('、')}），先提醒`);
  if (types.has('password') || types.has('one_time_code')) say(turn, 'desk.private_secret');
  else if (types.has('id_card') || types.has('bank_card')) say(turn, 'desk.private_number');
  else if (awaited(turn) !== 'phone') say(turn, 'desk.private_phone');
}

/** A form whose version or step is gone with a new release ends kindly; what it learnt stays known. */
function abandonOutdated(turn: Turn): void {
  const { state } = turn;
  dropOutdated(turn);
  if (state.form === null || isCurrent(turn, state.form)) return;
  turn.because.push(`表单 ${state.form.form}（版本 ${state.form.version}）已不在，放弃`);
  Object.assign(state.slots, Object.fromEntries(Object.entries(state.form.slots).filter(([name]) => turn.content.slots.has(name))));
  state.form = null;
  say(turn, 'desk.form_gone');
}

/** Feeling first: a sentence before the matter, unless the answer itself took the feeling up or it is a farewell. */
function empathise(turn: Turn, at: number): void {
  const { meaning, replies } = turn;
  if (meaning?.emotion !== 'upset' || turn.felt || replies.length === at || replies.length >= LIMITS.repliesPerTurn) return;
  if (['thanks', 'goodbye'].includes(meaning.intent) || (meaning.intent === 'affirm' && turn.state.form === null)) return;
  const { asks } = turn;
  say(turn, 'desk.empathy');
  replies.splice(at, 0, ...replies.splice(-1));
  turn.asks = asks;
}
