import { seededRandom } from '../../base/random.ts';
import type { DemoOrder } from '../../contract/content/demo.ts';
import { INITIAL_DIALOG_STATE, dialogStateSchema } from '../../contract/dialogState.ts';
import type { Meaning } from '../../contract/meaning.ts';
import type { LookUpResult } from '../../contract/order.ts';
import type { KnownTicket } from '../../contract/ticket.ts';
import type { DialogContent } from '../../dialog/content.ts';
import { continueDialog } from '../../dialog/continued.ts';
import { decide } from '../../dialog/decide.ts';
import type { Customer, Decision, DialogEvent } from '../../dialog/decision.ts';
import { nextSilence } from '../../dialog/silence.ts';
import type { ForbiddenCheck } from '../../text/forbidden/check.ts';
import { maskMeaning } from '../../text/maskMeaning.ts';
import { alwaysChecks } from './always.ts';
import { ordersOf } from './orders.ts';
import type { Outcome } from './outcome.ts';
import type { ConversationState } from '../../contract/message.ts';
import { SCENE_TIME_ZONE } from './scene.ts';
import type { Happening, Scene, Script } from './script.ts';

/** Looks up one order. */
export type LookUp = (orderNumber: string) => Promise<LookUpResult>;

/** What conversations are played with: a trained model, compiled dialogs, and the shop. */
export type Stage = {
  understand(text: string): Meaning;
  dialogs: DialogContent;
  /** What nobody who speaks for us writes. */
  forbidden: ForbiddenCheck;
  demoOrders: readonly DemoOrder[];
  /** A shop with these orders, whose dates are relative to `now_ms()`. */
  shopOf(orders: DemoOrder[], now_ms: () => number): LookUp;
};

/** `label`: it is about what the words alone were understood as, not about what the bot did. */
export type Failure = { line: number; expected: string; got: string; label: boolean };

/** A line that was played. `failures`: what was expected of it and is otherwise. */
export type PlayedLine = { line: number; text: string; outcome: Outcome; failures: Failure[] };
export type Played = { script: Script; scene: Scene; lines: PlayedLine[] };

/** Chance is the same in every run, so that the same content fails in the same places. */
const SEED = 7;

/** Plays a script in one of its scenes, and checks every line. */
export async function play(script: Script, scene: Scene, stage: Stage): Promise<Played> {
  const conversation = new PlayedConversation(scene, stage);
  const always = alwaysChecks(stage.forbidden);
  const lines: PlayedLine[] = [];
  if (script.lines[0]?.happening.type !== 'opens') {
    const outcome = await conversation.happens({ type: 'opens' });
    lines.push({ line: script.line, text: '（打开窗口）', outcome, failures: always(outcome).map((failure) => ({ line: script.line, label: false, ...failure })) });
  }
  for (const { line, text, happening, expectations } of script.lines) {
    const outcome = await conversation.happens(happening);
    const unmet = expectations.flatMap(({ line: at, text: expected, only, check }) => {
      const got = only !== null && !scene.text.includes(only) ? null : check(outcome);
      return got === null ? [] : [{ line: at, expected, got, label: isLabel(expected) }];
    });
    lines.push({ line, text, outcome, failures: [...unmet, ...always(outcome).map((failure) => ({ line, label: false, ...failure }))] });
  }
  return { script, scene, lines };
}

export function isLabel(expected: string): boolean {
  return /^(意图|情绪)/.test(expected);
}

/** A customer's conversation, and those that go on from it, in memory: what the conversation room does, without storage and sockets. */
class PlayedConversation {
  readonly #scene: Scene;
  readonly #stage: Stage;
  readonly #lookUp: LookUp;
  readonly #random = seededRandom(SEED);
  readonly #tickets: KnownTicket[] = [];
  readonly #known: Outcome['known'] = { handOver: null, tickets: [], notes: [] };
  #customer: Customer;
  #now_ms: number;
  #dialog = INITIAL_DIALOG_STATE;
  #state: ConversationState = 'bot';
  #openedAt_ms: number;
  /** When the customer wrote last in this conversation, and when anybody served them last. */
  #wroteAt_ms: number | null = null;
  #servedAt_ms: number;

  constructor(scene: Scene, stage: Stage) {
    this.#scene = scene;
    this.#customer = scene.customer;
    this.#stage = stage;
    this.#now_ms = this.#openedAt_ms = this.#servedAt_ms = scene.start_ms;
    this.#lookUp = scene.shop === 'none' ? async () => ({ outcome: 'failed' }) : stage.shopOf(ordersOf(scene, stage.demoOrders), () => this.#now_ms);
  }

  async happens(happening: Happening): Promise<Outcome> {
    const outcome = this.#begin(happening);
    switch (happening.type) {
      case 'opens':
        if (this.#state === 'closed') this.#continue(outcome);
        else await this.#take(outcome, { type: 'opened' });
        break;
      case 'says':
        if (this.#state === 'closed') this.#continue(outcome);
        await this.#say(outcome, happening.text);
        break;
      case 'elapse':
        await this.#elapse(outcome, happening.length_ms);
        break;
      case 'accepted':
        if (this.#state === 'queued') this.#state = 'agent';
        break;
      case 'given_back':
        if (this.#state !== 'agent') break;
        this.#state = 'bot';
        await this.#take(outcome, { type: 'given_back' });
        break;
      case 'agent_closes':
        this.#close(outcome, 'agent');
        break;
      case 'progress':
        this.#tell(outcome, { state: 'working', progress: { at_ms: this.#now_ms, text: happening.text } });
        break;
      case 'result':
        this.#tell(outcome, { state: 'done', result: happening.text });
        break;
    }
    return { ...outcome, state: this.#state, dialog: this.#dialog, now_ms: this.#now_ms, known: structuredClone(this.#known) };
  }

  #begin(happening: Happening): Outcome {
    return {
      content: this.#stage.dialogs, now_ms: this.#now_ms, text: happening.type === 'says' ? happening.text : null, meaning: null, takenAs: null, replies: [],
      stateBefore: this.#state, state: this.#state, dialog: this.#dialog, handOver: null, leftQueue: false, lookedUp: [], tickets: [], notes: [],
      closed: null, isNew: false, reasons: [], known: this.#known,
    };
  }

  /** The customer comes back after the end: another conversation, which goes on from the one before. */
  #continue(outcome: Outcome): void {
    outcome.isNew = true;
    const hasWritten = this.#dialog.emotions.length > 0 || this.#dialog.continued;
    this.#dialog = hasWritten ? continueDialog(this.#dialog) : INITIAL_DIALOG_STATE;
    // Whoever has written to us before is not new any more.
    if (hasWritten && (this.#customer.kind === 'anonymous' || this.#customer.kind === 'new')) this.#customer = { ...this.#customer, kind: 'returning' };
    this.#state = 'bot';
    this.#openedAt_ms = this.#servedAt_ms = this.#now_ms;
    this.#wroteAt_ms = null;
    this.#decide(outcome, { type: 'opened' });
    // What is checked is the answer to the line, not the greeting that stands above it anyway.
    if (outcome.text !== null) outcome.replies = [];
  }

  async #say(outcome: Outcome, text: string): Promise<void> {
    const meaning = maskMeaning(this.#stage.understand(text));
    outcome.meaning = meaning;
    this.#wroteAt_ms = this.#now_ms;
    if (this.#state !== 'agent') await this.#take(outcome, { type: 'said', meaning, queued: this.#state === 'queued' });
  }

  async #elapse(outcome: Outcome, length_ms: number): Promise<void> {
    const end_ms = this.#now_ms + length_ms;
    for (;;) {
      const next = this.#state !== 'bot' ? null : nextSilence(
        { dialog: this.#dialog, openedAt_ms: this.#openedAt_ms, wroteAt_ms: this.#wroteAt_ms, servedAt_ms: this.#servedAt_ms }, this.#stage.dialogs.figures,
      );
      if (next === null || next.at_ms > end_ms) break;
      this.#now_ms = Math.max(this.#now_ms, next.at_ms);
      await this.#take(outcome, { type: 'silent', stage: next.stage });
    }
    this.#now_ms = end_ms;
  }

  /** Decides, and lets the result of a look-up enter as an event of its own. */
  async #take(outcome: Outcome, event: DialogEvent): Promise<void> {
    const { lookUp } = this.#decide(outcome, event);
    if (lookUp === null) return;
    outcome.lookedUp.push(lookUp.orderNumber);
    const result = await this.#lookUp(lookUp.orderNumber);
    await this.#take(outcome, { type: 'looked_up', result, queued: this.#state === 'queued' });
  }

  #decide(outcome: Outcome, event: DialogEvent): Decision {
    const decision = decide(this.#dialog, event, this.#stage.dialogs, {
      now_ms: this.#now_ms,
      timeZone: SCENE_TIME_ZONE,
      customer: this.#customer,
      tickets: this.#tickets,
      ahead: this.#state === 'queued' ? this.#scene.ahead : null,
      random: this.#random,
    });
    // As it comes back from storage.
    this.#dialog = dialogStateSchema.parse(JSON.parse(JSON.stringify(decision.state)));
    if (event.type !== 'silent') this.#servedAt_ms = this.#now_ms;
    outcome.replies.push(...decision.replies);
    if (event.type === 'said') outcome.takenAs = decision.intent;
    outcome.reasons.push(decision.reason);
    outcome.tickets.push(...decision.tickets);
    outcome.notes.push(...decision.notes);
    this.#known.tickets.push(...decision.tickets);
    this.#known.notes.push(...decision.notes);
    this.#keepTickets(decision);
    if (decision.handOver !== null && this.#state === 'bot') {
      this.#state = 'queued';
      outcome.handOver = this.#known.handOver = decision.handOver;
    }
    if (decision.briefing !== null && this.#state === 'queued') this.#known.handOver = decision.briefing;
    if (decision.leaveQueue && this.#state === 'queued') {
      this.#state = 'bot';
      outcome.leftQueue = true;
    }
    if (decision.close !== null) this.#close(outcome, decision.close);
    return decision;
  }

  #keepTickets({ tickets, notes }: Decision): void {
    for (const { number, kind, content, due_ms } of tickets) {
      this.#tickets.push({ number, kind, state: 'open', content, opened_ms: this.#now_ms, due_ms, progress: null, result: null });
    }
    for (const { number, withdraw } of notes) {
      const ticket = this.#tickets.find((one) => one.number === number);
      if (ticket !== undefined && withdraw) ticket.state = 'withdrawn';
    }
  }

  #tell(outcome: Outcome, change: Partial<KnownTicket>): void {
    const newest = this.#tickets.at(-1);
    // What the customer asks later shows it; here it is no reason to stop playing.
    if (newest === undefined) outcome.reasons.push('还没有处理记录');
    else Object.assign(newest, change);
  }

  #close(outcome: Outcome, reason: NonNullable<Outcome['closed']>): void {
    outcome.closed = reason;
    this.#state = 'closed';
  }
}
