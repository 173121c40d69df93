import type { Meaning } from '../contract/meaning.ts';
import { LIMITS } from '../base/limits.ts';
import { answerMessage } from './answer.ts';
import { saysWords } from './condition.ts';
import { REMEMBERED } from './engine.ts';
import { awaited } from './form/answer.ts';
import { offerToResume } from './form/resume.ts';
import { dropOutdated, isCurrent } from './form/suspend.ts';
import { answerHarassment } from './harassment.ts';
import { listen, masked, quotable } from './listen.ts';
import { answerParts } from './parts.ts';
import { isTopic } from './rule.ts';
import { say } from './say.ts';
import type { Turn } from './turn.ts';

/** Longest piece of the customer's words inside a sentence for agents. */
const QUOTE_LENGTH = 60;
/** A wish for a person up to this length says nothing about the matter. */
const CALL_LENGTH = 8;

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
  state.silenceAsked = false;
  const before = turn.replies.length;
  if (saysWords(turn, 'harassment')) answerHarassment(turn);
  else {
    if (meaning.parts === undefined || meaning.emotion === 'angry') answerMessage(turn);
    else answerParts(turn, meaning.parts);
    offerToResume(turn);
    empathise(turn, before);
    excuse(turn, before);
  }
  state.continued = false;
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
/** Who apologises to us hears that it does not matter, before the matter. */
function excuse(turn: Turn, at: number): void {
  const { replies, asks, meaning } = turn;
  if (meaning?.emotion !== 'calm' || turn.felt || !saysWords(turn, 'apology') || replies.length >= LIMITS.repliesPerTurn) return;
  say(turn, 'desk.excused');
  replies.splice(at, 0, ...replies.splice(-1));
  turn.asks = asks;
}
