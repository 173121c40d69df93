import { answerMessage } from './answer.ts';
import { takeChoice } from './choices.ts';
import { takeGuess, takeNegation } from './clarify.ts';
import { offerMessage } from './closed.ts';
import { saysWords } from './condition.ts';
import { REMEMBERED } from './engine.ts';
import { empathise, excuse } from './feeling.ts';
import { awaited } from './form/answer.ts';
import { offerToResume } from './form/resume.ts';
import { dropOutdated, isCurrent } from './form/suspend.ts';
import { gist } from './gist.ts';
import { answerHarassment } from './harassment.ts';
import { listen } from './listen.ts';
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
  if (turn.meaning === null) return;
  const { state } = turn;
  state.greeted = true;
  takeChoice(turn);
  state.emotions = [...state.emotions, turn.meaning.emotion].slice(-REMEMBERED.emotions);
  quote(turn);
  listen(turn);
  remindOfPrivacy(turn);
  abandonOutdated(turn);
  state.silenceAsked = false;
  noteSolved(turn);
  if (saysWords(turn, 'harassment')) answerHarassment(turn);
  else answerMatter(turn);
  state.continued = false;
}

function answerMatter(turn: Turn): void {
  const { meaning, replies } = turn;
  const before = replies.length;
  if (takeNegation(turn)) {
    turn.state.guess = null;
    return;
  }
  takeGuess(turn);
  if (meaning?.parts === undefined || meaning.emotion === 'angry') answerMessage(turn);
  else answerParts(turn, meaning.parts);
  offerMessage(turn);
  offerToResume(turn);
  empathise(turn, before);
  excuse(turn, before);
}

/** Solved when the customer says so in so many words, whatever was asked. */
function noteSolved(turn: Turn): void {
  if (saysWords(turn, 'surely_solved') && !saysWords(turn, 'still') && turn.meaning?.emotion !== 'angry') turn.state.solved = true;
}

/** Keeps what the customer said about a matter; a bare "对" or "转人工", or the answer to a form's question, tells an agent nothing. */
function quote(turn: Turn): void {
  const { state, content, facts, text, meaning } = turn;
  if (meaning === null) return;
  const isAnswer = ['affirm', 'deny', 'greeting', 'thanks', 'goodbye'].includes(meaning.intent);
  const isCall = meaning.intent === 'human_agent' && text.length <= CALL_LENGTH;
  const isTold = state.quote !== null && state.form !== null && !isTopic(content.intents.get(meaning.intent)?.domain);
  const isCorrection = state.form !== null && saysWords(turn, 'correction');
  const told = isAnswer || isCall || isTold || text === '' || saysWords(turn, 'secret') || isCorrection ? '' : gist(turn);
  if (told !== '') state.quote = told.slice(0, QUOTE_LENGTH);
  if (state.quote !== null) facts.set('quote', state.quote);
  const name = content.intents.get(state.topic ?? '')?.name;
  if (name !== undefined) facts.set('topic_name', name);
}

/** Reminds the customer not to send private data; a phone number that was asked for needs no reminder. */
function remindOfPrivacy(turn: Turn): void {
  const types = new Set(turn.meaning?.private.map(({ type }) => type));
  const offers = saysWords(turn, 'secret');
  if (types.size === 0 && !offers) return;
  turn.because.push(`含隐私信息（${[...types].join('、') || '想说密码'}），先提醒`);
  if (types.has('password') || types.has('one_time_code')) say(turn, 'desk.private_secret');
  else if (types.has('id_card') || types.has('bank_card')) say(turn, 'desk.private_number');
  else if (offers) say(turn, 'desk.private_offer');
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
