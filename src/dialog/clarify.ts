import { OUT_OF_SCOPE, type Meaning } from '../contract/meaning.ts';
import type { Rule } from '../contract/content/dialog.ts';
import { partsOf, saysWords } from './condition.ts';
import { ASK_OPTION, CONFIDENCE, REMEMBERED, SURE_ENOUGH } from './engine.ts';
import { agrees } from './form/confirm.ts';
import { isSure, isTopic } from './rule.ts';
import { say } from './say.ts';
import type { Turn } from './turn.ts';

/** Buttons that are offered to choose from. */
const GUESSES = 3;
/** A message up to this length that says "that is not what I meant" says nothing else. */
const BARE_NEGATION = 10;

/**
 * Between sure and a mere guess: says what was understood and has the customer confirm it, or offers the two likely meanings. Never asks about the
 * same meaning twice; then it is acted on. @returns whether it asked.
 */
export function clarify(turn: Turn, rule: Rule): boolean {
  const { state, meaning, content } = turn;
  if (meaning === null || isSure(meaning, SURE_ENOUGH[content.caution]) || partsOf(rule.when) > 0 || meaning.intent === state.topic) return false;
  if (!isTopic(content.intents.get(meaning.intent)?.domain) || state.clarified.includes(meaning.intent)) return false;
  const rival = rivalOf(turn, meaning);
  turn.facts.set('guess_name', nameOf(turn, meaning.intent));
  if (rival === null) {
    state.guess = { intent: meaning.intent, text: turn.text.slice(0, REMEMBERED.guessLength), slots: Object.fromEntries(turn.given) };
    turn.because.push(`没有十足把握，先复述 ${Math.round(meaning.confidence * 100)}%`, `#restated:${meaning.intent}`);
    say(turn, 'desk.restate');
  } else {
    turn.facts.set('rival_name', nameOf(turn, rival));
    turn.because.push('两种意思接近，让客户选', `#choice:${meaning.intent},${rival}`);
    say(turn, 'desk.choose');
    offer(turn, [meaning.intent, rival]);
  }
  state.clarified = [...state.clarified, meaning.intent, ...(rival === null ? [] : [rival])].slice(-REMEMBERED.clarified);
  return true;
}

function rivalOf({ content, state }: Turn, { intent, confidence, alternatives }: Meaning): string | null {
  const second = alternatives.find((other) => other.intent !== intent && other.intent !== OUT_OF_SCOPE);
  if (second === undefined || second.confidence < CONFIDENCE.rival || confidence - second.confidence > CONFIDENCE.near) return null;
  const isKnown = isTopic(content.intents.get(second.intent)?.domain) && content.options.has(ASK_OPTION + second.intent);
  return isKnown && !state.refused.includes(second.intent) ? second.intent : null;
}

function nameOf({ content }: Turn, intent: string): string {
  return content.options.get(ASK_OPTION + intent)?.label ?? content.intents.get(intent)?.name ?? intent;
}

/** Puts the buttons of these intents under the last line. */
export function offer(turn: Turn, intents: readonly string[]): boolean {
  const options = [...new Set(intents)].filter((intent) => !turn.state.refused.includes(intent)).flatMap((intent) => turn.content.options.get(ASK_OPTION + intent) ?? []);
  const reply = turn.replies.at(-1);
  if (options.length === 0 || reply === undefined) return false;
  reply.options = options.slice(0, GUESSES);
  return true;
}

/** The intents that may be meant, likeliest first. */
export function guessesOf({ meaning, state, content }: Turn): string[] {
  if (meaning === null || meaning.intent === OUT_OF_SCOPE) return [];
  const all = [meaning.intent, ...meaning.alternatives.map(({ intent }) => intent)];
  return all.filter((intent) => content.options.has(ASK_OPTION + intent) && !state.refused.includes(intent));
}

/** Takes the yes to a restatement: from here on the message means what was restated. */
export function takeGuess(turn: Turn): void {
  const { state, meaning } = turn;
  const { guess } = state;
  state.guess = null;
  if (guess === null || meaning === null || state.asked !== 'guess' || !agrees(turn)) return;
  turn.because.push('客户确认了复述', `#confirmed:${guess.intent}`);
  turn.meaning = { ...meaning, intent: guess.intent, confidence: 1, decidedBy: 'rule' };
  turn.text = guess.text;
  for (const [name, value] of Object.entries(guess.slots)) turn.given.set(name, value);
}

/**
 * "That is not what I meant": apologises and drops what was understood; it counts neither as a misunderstanding nor as an answer. @returns whether the
 * message says nothing else, so that the turn is over.
 */
export function takeNegation(turn: Turn): boolean {
  const { state, meaning, content } = turn;
  const isNo = state.asked === 'guess' && meaning?.intent === 'deny';
  if (!isNo && !saysWords(turn, 'not_meant')) return false;
  const form = state.form === null ? undefined : content.forms.get(state.form.form);
  const negated = turn.guessed ?? form?.topic ?? state.topic;
  turn.because.push('客户说不是这个意思', `#negated:${negated ?? 'none'}`);
  turn.felt = true;
  const isBare = turn.text.length <= BARE_NEGATION;
  const goesOn = !isBare && meaning !== null && isSure(meaning) && isTopic(content.intents.get(meaning.intent)?.domain);
  if (negated !== null && negated !== undefined && (isBare || meaning?.intent !== negated)) {
    state.refused = [...state.refused.filter((intent) => intent !== negated), negated].slice(-REMEMBERED.clarified);
  }
  if (goesOn) {
    // A check is no question that this could answer: the matter begins anew with what is known by now.
    if (state.form !== null && form?.steps[state.form.step]?.type === 'check') state.form = null;
    say(turn, 'desk.misread_sorry');
    return false;
  }
  if (!isBare && state.form !== null && turn.given.size > 0) {
    say(turn, 'desk.misread_sorry');
    return false;
  }
  state.form = null;
  if (state.topic === negated) state.topic = null;
  say(turn, 'desk.misread');
  if (!isBare) offer(turn, guessesOf(turn));
  return true;
}
