import type { Rule } from '../contract/content/dialog.ts';
import { COMPLAINT_KINDS, type TicketKind } from '../contract/ticket.ts';
import { OUT_OF_SCOPE, type Meaning } from '../contract/meaning.ts';
import { listOf } from './compile/names.ts';
import { holds, partsOf } from './condition.ts';
import { CONFIDENCE } from './engine.ts';
import { repeatQuestion } from './form/answer.ts';
import { resume } from './form/resume.ts';
import { startForm } from './form/run.ts';
import { dropForms, suspend } from './form/suspend.ts';
import { handOver } from './handOver.ts';
import { say } from './say.ts';
import { addNote } from './ticket.ts';
import type { Turn } from './turn.ts';

/**
 * The rule that answers the message; `null` when none does. Where the classifier is not sure, a rule for the situation (topic, open
 * question, queue) goes before the one for its intent; a mere guess is only acted on when the situation speaks for it, too.
 */
export function findRule(turn: Turn): Rule | null {
  const { content, meaning, state } = turn;
  if (meaning === null) return null;
  const rule = firstRule(turn, meaning.intent);
  if (rule === null || rule.first || rule.intents.includes('*') || isForSituation(rule)) return rule;
  const situation = isSure(meaning) && meaning.confidence >= CONFIDENCE.situation ? null : firstRule(turn, OUT_OF_SCOPE, isForSituation);
  if (situation !== null && partsOf(situation.when) > partsOf(rule.when) && (!isSure(meaning) || hasEvidence(situation))) return situation;
  if (isSure(meaning)) return rule;
  const enough = rule.then.handOver ? CONFIDENCE.call : CONFIDENCE.guess;
  const isTopical = content.intents.get(meaning.intent)?.domain !== 'outside' && meaning.intent === state.topic;
  return meaning.confidence >= enough || meaning.intent === OUT_OF_SCOPE || isTopical ? rule : null;
}

function firstRule(turn: Turn, intent: string, fits: (rule: Rule) => boolean = () => true): Rule | null {
  const rules = turn.content.rules.get(intent) ?? turn.content.rules.get('*') ?? [];
  return rules.find((rule) => fits(rule) && holds(rule.when, turn)) ?? null;
}

/** A rule of understanding has decided, or the classifier is as good as certain. */
export function isSure({ decidedBy, confidence }: Meaning, enough: number = CONFIDENCE.sure): boolean {
  return decidedBy === 'rule' || confidence >= enough;
}

function isForSituation({ when }: Rule): boolean {
  return when.topic !== undefined || when.asked !== undefined || when.queued === true || when.gives !== undefined || when.ticket !== undefined;
}

/** The message itself has words or values that speak for the rule, not the situation alone. */
function hasEvidence({ when }: Rule): boolean {
  return when.topic !== undefined && (when.words !== undefined || when.gives !== undefined);
}

/** Does what a rule says. A running form is set aside, unless the rule is an aside; then the form asks its question again. */
export function applyRule(turn: Turn, rule: Rule, aside: boolean): void {
  const { then } = rule;
  turn.state.misunderstood = 0;
  turn.because.push(describe(turn, rule));
  turn.takenAs = intentOfRule(turn, rule);
  if (then.topic !== undefined && turn.meaning !== null) turn.meaning = { ...turn.meaning, intent: then.topic };
  if (then.drop) dropForms(turn);
  if (!aside) {
    suspend(turn);
    // A rule for a topic, or for what was not understood, follows up; it does not change the topic.
    if (turn.meaning !== null && (then.topic !== undefined || (rule.intents.includes(turn.meaning.intent) && rule.when.topic === undefined))) takeTopic(turn);
  }
  for (const name of then.forget) if (!turn.given.has(name)) delete turn.state.slots[name];
  if (then.leaveQueue) turn.leaveQueue = true;
  if (then.route) turn.route = then.route;
  if (then.close && !turn.queued) turn.close = 'goodbye';
  if (then.solved) turn.state.solved = true;
  if (then.note) addNote(turn, then.note);
  for (const reply of listOf(then.reply)) say(turn, reply);
  if (then.handOver) handOver(turn, then.handOver);
  else if (then.resume) resume(turn);
  else if (then.form) startOrResume(turn, then.form);
  else if (aside) repeatQuestion(turn);
}

/** What a message that this rule answers is about, where the rule says more than the classifier. */
function intentOfRule({ content, state, meaning }: Turn, { intents, when, then }: Rule): string | null {
  if (then.topic !== undefined) return then.topic;
  if (then.leaveQueue) return 'deny';
  if (then.close) return 'goodbye';
  const ofForm = then.form === undefined ? undefined : content.forms.get(then.form)?.topic;
  if (ofForm !== undefined) return ofForm;
  if (when.topic !== undefined) return state.topic;
  if (when.ticket !== undefined) return topicOfTicket(listOf(when.ticket), state);
  return meaning !== null && intents.includes(meaning.intent) ? meaning.intent : null;
}

/** What is said about a suggestion or a complaint belongs to it; other tickets are about the topic of the conversation. */
function topicOfTicket(kinds: readonly TicketKind[], { topic, tickets }: Turn['state']): string | null {
  const kind = tickets.findLast((ticket) => kinds.includes(ticket.kind))?.kind;
  if (kind === 'suggestion') return 'suggestion';
  return kind !== undefined && COMPLAINT_KINDS.includes(kind) ? 'service_complaint' : topic;
}

/** The rule in words: for which intent, under which conditions. */
function describe({ content, meaning }: Turn, { intents, when }: Rule): string {
  const own = meaning !== null && intents.includes(meaning.intent);
  const intent = own ? (content.intents.get(meaning.intent)?.name ?? meaning.intent) : intents.includes('*') ? '任何意图' : '联系上文';
  const conditions = Object.entries(when).map(([part, value]) => `${part}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `规则“${intent}”${conditions.length > 0 ? `（${conditions.join('，')}）` : ''}`;
}

/** The intent becomes the topic, unless it is small talk. */
export function takeTopic({ meaning, content, state }: Turn): void {
  if (meaning === null || !isTopic(content.intents.get(meaning.intent)?.domain)) return;
  state.topic = meaning.intent;
  state.solved = false;
  state.refused = state.refused.filter((intent) => intent !== meaning.intent);
}

/** Whether intents of this domain are matters of business. */
export function isTopic(domain: string | undefined): boolean {
  return domain !== undefined && domain !== 'common' && domain !== 'outside';
}

/** A form that was set aside goes on where it was. */
function startOrResume(turn: Turn, name: string): void {
  if (turn.state.suspended.some(({ form }) => form === name)) resume(turn, name);
  else startForm(turn, name);
}
