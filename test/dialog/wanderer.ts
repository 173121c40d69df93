import type { Random } from '../../src/base/random.ts';
import { dialogStateSchema, INITIAL_DIALOG_STATE, type DialogState } from '../../src/contract/dialogState.ts';
import type { Emotion, Entity, Meaning } from '../../src/contract/meaning.ts';
import type { LookUpResult } from '../../src/contract/order.ts';
import type { KnownTicket } from '../../src/contract/ticket.ts';
import { continueDialog } from '../../src/dialog/continued.ts';
import { decide } from '../../src/dialog/decide.ts';
import type { Customer, Decision, DialogEvent } from '../../src/dialog/decision.ts';
import { ANONYMOUS, CONTENT, DOCUMENTS, INTENTS, LAMP, NOON_MS, SHOES } from './support.ts';

/** What a customer may write: phrases of all word lists and slots, options, and odd things. */
const PHRASES = [
  ...DOCUMENTS.flatMap(({ words }) => Object.values(words).flat()),
  ...DOCUMENTS.flatMap(({ slots }) => Object.values(slots).flatMap(({ choices }) => choices.flatMap(({ value, words, asked }) => [value, ...words, ...asked]))),
  // A customer taps what a button has become, never its template.
  ...DOCUMENTS.flatMap(({ options }) => Object.values(options).map(({ text }) => text)).filter((text) => !text.includes('{{')),
].map((phrase) => phrase.replace(/^=/, ''));
const ODD = ['', '嗯', '？', '123', '<b>你好</b>', '__proto__', 'constructor', '哈'.repeat(300), '“引号”『里』的"话"', '13800001357', '订单 9920188', '对', '不对', '不是这个意思', '好', '没有了', '继续'];

const entity = (type: string, value: string | number, text: string): Entity => ({ type, value, text, start: 0, end: text.length });
const ENTITIES: readonly Entity[] = [
  entity('order_number', '202611010001', '202611010001'), entity('order_number', '9920188', '9920188'), entity('file_size', 180 * 1024 ** 2, '180M'),
  entity('file_size', 3.5 * 1024 ** 3, '3.5G'), entity('user_level', '合作VIP', '合作VIP'), entity('user_level', '至尊', '至尊'),
  entity('phone', '13800001357', '13800001357'), entity('plan', 'p99', '畅享99'), entity('date', '昨天', '昨天'), entity('browser', 'Chrome', '谷歌'),
  entity('product', '滚筒洗衣机', '洗衣机'), entity('ticket_number', 'TS12345678', 'TS12345678'), entity('amount', 99, '99元'),
];
const RESULTS: readonly LookUpResult[] = [
  { outcome: 'found', order: LAMP }, { outcome: 'found', order: SHOES }, { outcome: 'found', order: { ...LAMP, state: 'paid' } }, { outcome: 'found', order: { ...LAMP, state: 'delivered' } },
  { outcome: 'found', order: { ...LAMP, state: 'returned', refund: 'on_its_way' } }, { outcome: 'found', order: { ...LAMP, state: 'cancelled', goods: [] } },
  { outcome: 'not_found' }, { outcome: 'failed' },
];
const CUSTOMERS: readonly Customer[] = [ANONYMOUS, { name: '小林', kind: 'new', driveLevel: null }, { name: null, kind: 'returning', driveLevel: null }, { name: '陈先生', kind: 'vip', driveLevel: '金尊' }];
const PAUSES_MS = [1_000, 60_000, 12 * 60_000, 61 * 60_000, 26 * 3_600_000];

/** One thing that happened, and what was so before and after it. `stored`: the state after it as it comes back from storage. */
export type Step = { event: DialogEvent; before: DialogState; queued: boolean; tickets: readonly KnownTicket[]; decision: Decision; stored: DialogState };

/** A customer who does anything at all, driven by chance; keeps the conversation's state as it comes back from storage. */
export class Wanderer {
  readonly #random: Random;
  readonly #customer: Customer;
  #now_ms = NOON_MS;
  #state: DialogState = INITIAL_DIALOG_STATE;
  #serving: 'bot' | 'queued' | 'agent' = 'bot';
  #pending = false;
  #tickets: KnownTicket[] = [];
  #offered: string[] = [];

  constructor(random: Random) {
    this.#random = random;
    this.#customer = this.#one(CUSTOMERS);
  }

  /** Lets something happen that can happen now. */
  step(): Step {
    this.#now_ms += this.#random(4) === 0 ? this.#one(PAUSES_MS) : 5_000;
    if (this.#serving === 'queued' && this.#random(12) === 0) this.#serving = 'agent';
    if (this.#random(20) === 0) this.#agentWorksOnTicket();
    return this.#happens(this.#event());
  }

  #event(): DialogEvent {
    const queued = this.#serving === 'queued';
    if (this.#serving === 'agent') return { type: 'given_back' };
    if (this.#pending && this.#random(4) !== 0) return { type: 'looked_up', result: this.#one(RESULTS), queued };
    const roll = this.#random(30);
    if (roll === 0) return { type: 'opened' };
    if (roll === 1) return { type: 'looked_up', result: this.#one(RESULTS), queued };
    if (roll === 2 && !queued) return { type: 'silent', stage: this.#state.silenceAsked ? 'close' : 'ask' };
    return { type: 'said', meaning: this.#meaning(), queued };
  }

  #happens(event: DialogEvent): Step {
    const before = this.#state;
    const queued = this.#serving === 'queued';
    const tickets = structuredClone(this.#tickets);
    const decision = decide(before, event, CONTENT, {
      now_ms: this.#now_ms, timeZone: 'Asia/Shanghai', customer: this.#customer, tickets, ahead: queued ? this.#random(4) : null, random: this.#random,
    });
    const stored = dialogStateSchema.parse(JSON.parse(JSON.stringify(decision.state)));
    this.#take(event, decision, stored);
    return { event, before, queued, tickets, decision, stored };
  }

  #take(event: DialogEvent, decision: Decision, stored: DialogState): void {
    if (event.type === 'given_back') this.#serving = 'bot';
    if (event.type === 'looked_up') this.#pending = false;
    if (decision.lookUp !== null) this.#pending = true;
    if (decision.handOver !== null) this.#serving = 'queued';
    if (decision.leaveQueue) this.#serving = 'bot';
    for (const { number, kind, content, due_ms } of decision.tickets) {
      this.#tickets.push({ number, kind, state: 'open', content, opened_ms: this.#now_ms, due_ms, progress: null, result: null });
    }
    this.#offered = decision.replies.flatMap(({ options = [] }) => options.map(({ text }) => text));
    this.#state = stored;
    if (decision.close === null) return;
    this.#state = continueDialog(this.#state);
    this.#serving = 'bot';
    this.#pending = false;
  }

  #agentWorksOnTicket(): void {
    const ticket = this.#tickets.at(-1);
    if (ticket === undefined) return;
    if (this.#random(2) === 0) ticket.progress = { at_ms: this.#now_ms, text: '已经联系了仓库' };
    else Object.assign(ticket, { state: 'done', result: '已经处理好' });
  }

  #meaning(): Meaning {
    const text = this.#text();
    const entities = Array.from({ length: this.#random(3) }, () => this.#one(ENTITIES)).filter((one, index, all) => all.findIndex(({ type }) => type === one.type) === index);
    const written = entities.reduce((whole, { text: named }) => `${named} ${whole}`, text);
    const placed = entities.map((one) => ({ ...one, start: written.indexOf(one.text), end: written.indexOf(one.text) + one.text.length }));
    const meaning: Meaning = { text: written, ...this.#judgement(), entities: placed, private: [], decidedBy: this.#one(['rule', 'classifier', 'classifier', 'outside']), reason: '' };
    if (written.length > 3 && this.#random(8) === 0) meaning.private = [{ type: this.#one(['id_card', 'bank_card', 'phone', 'password', 'one_time_code']), start: 0, end: 3 }];
    return this.#random(15) === 0 ? this.#withParts(meaning) : meaning;
  }

  #withParts(meaning: Meaning): Meaning {
    const second = this.#text() || '还有';
    const text = `${meaning.text}，${second}`;
    const start = meaning.text.length + 1;
    const { intent, confidence, alternatives, emotion, entities, reason } = meaning;
    return {
      ...meaning, text,
      parts: [
        { text: meaning.text, start: 0, end: meaning.text.length, intent, confidence, alternatives, emotion, entities, reason },
        { text: second, start, end: text.length, ...this.#judgement(), entities: [], reason: '' },
      ],
    };
  }

  #judgement(): Pick<Meaning, 'intent' | 'confidence' | 'alternatives' | 'emotion'> {
    const ids = INTENTS.map(({ id }) => id);
    const intent = this.#random(3) === 0 ? this.#one(['affirm', 'deny', 'out_of_scope', 'human_agent', 'goodbye', 'thanks']) : this.#one([...ids, 'unheard_of']);
    const emotion = this.#one<Emotion>(['calm', 'calm', 'calm', 'calm', 'upset', 'angry']);
    const other = this.#one(ids);
    return { intent, confidence: this.#one([0.2, 0.35, 0.5, 0.7, 0.97]), alternatives: [{ intent: other, confidence: 0.2 }], emotion };
  }

  #text(): string {
    const roll = this.#random(10);
    if (roll < 3 && this.#offered.length > 0) return this.#one(this.#offered);
    if (roll < 8) return this.#one(PHRASES);
    return roll < 9 ? this.#one(ODD) : `${this.#one(PHRASES)}，${this.#one(PHRASES)}`;
  }

  #one<Item>(items: readonly Item[]): Item {
    return items[this.#random(items.length)]!;
  }
}
