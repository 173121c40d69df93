import { expect, test } from '@jest/globals';
import { LIMITS } from '../../src/base/limits.ts';
import { seededRandom } from '../../src/base/random.ts';
import { dialogStateSchema, handOverSchema } from '../../src/contract/dialogState.ts';
import { newTicketSchema, ticketNoteSchema } from '../../src/contract/ticket.ts';
import { CONTENT, DOCUMENTS } from './support.ts';
import { Wanderer, type Step } from './wanderer.ts';

const SEED = Number(process.env['JIEDA_SEED'] ?? Date.now() % 1_000_000);
const WALKS = 500;
const TURNS = 40;
/** One customer who goes on and on: what a state holds must not grow with them. */
const LONG_TURNS = 2_000;
const STATE_LENGTH = 40_000;
const WALK_MS = 120_000;

/** Slots that a rule forgets on purpose, and those that a ticket or an order brings anew. */
const FORGOTTEN = new Set(DOCUMENTS.flatMap(({ rules }) => rules.flatMap(({ then }) => then.forget)));

test(`whatever ${WALKS} customers do in ${WALKS * TURNS} turns, they are answered and nothing they said is lost`, () => {
  for (let walk = 0; walk < WALKS; walk++) wander(SEED + walk, TURNS);
}, WALK_MS);

test(`a conversation of ${LONG_TURNS} turns holds no more than others`, () => {
  wander(SEED, LONG_TURNS);
}, WALK_MS);

function wander(seed: number, turns: number): void {
  const wanderer = new Wanderer(seededRandom(seed));
  const happened: string[] = [];
  let last = '';
  try {
    for (let turn = 0; turn < turns; turn++) {
      const step = wanderer.step();
      happened.push(tell(step));
      last = check(step, last);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`JIEDA_SEED=${seed}, turn ${happened.length}:\n${happened.slice(-6).join('\n')}\n${message}`, { cause: error });
  }
}

/** @returns the last line that was said. */
function check(step: Step, last: string): string {
  const { event, before, decision, queued } = step;
  const { replies, state, close } = decision;
  const stored = JSON.stringify(state);
  expect(stored.length).toBeLessThan(STATE_LENGTH);
  // Nothing of it is lost in storage: the schema knows every part, and every part is plain data.
  expect(sorted(dialogStateSchema.parse(JSON.parse(stored)))).toBe(sorted(state));
  if (event.type !== 'looked_up') expect(replies.length).toBeGreaterThan(0);
  expect(replies.length).toBeLessThanOrEqual(LIMITS.repliesPerTurn);
  let line = last;
  for (const { text, template, variant } of replies) {
    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/\{\{|\}\}|\[\[|\]\]|undefined|NaN/);
    expect(text).not.toBe(line);
    expect(variant).toBeLessThan(CONTENT.replies.get(template)!.variants.length);
    line = text;
  }
  if (replies.length > 0 && decision.handOver === null && close === null) {
    const ways = replies.at(-1)!.options?.map(({ text }) => text) ?? [];
    expect(ways.some((text) => text === CONTENT.options.get('person')!.text || text === CONTENT.options.get('leave_queue')!.text)).toBe(true);
  }
  checkHandOver(step);
  checkTickets(step);
  checkMemory(before, decision.state);
  if (event.type === 'silent') expect(event.stage === 'close' ? close : state.silenceAsked).not.toBe(event.stage === 'close' ? null : false);
  if (close !== null) expect(queued && decision.handOver !== null).toBe(false);
  return line;
}

/** `bot → queued`, and back by leaving the queue; never twice, never both at once. */
function checkHandOver({ decision: { handOver, leaveQueue, briefing }, queued }: Step): void {
  if (queued) expect(handOver).toBeNull();
  else expect(leaveQueue).toBe(false);
  if (handOver !== null) expect(handOverSchema.parse(handOver).problem).not.toBe('');
  if (briefing !== null) expect(queued).toBe(true);
}

function checkTickets({ decision: { tickets, notes }, tickets: known }: Step): void {
  for (const ticket of tickets) newTicketSchema.parse(ticket);
  const numbers = new Set([...known, ...tickets].map(({ number }) => number));
  for (const note of notes) expect(numbers).toContain(ticketNoteSchema.parse(note).number);
}

/** What the customer told us about themselves stays known, unless a rule forgets it on purpose. */
function checkMemory(before: Step['before'], after: Step['before']): void {
  const kept = (name: string) => CONTENT.slots.has(name) && !FORGOTTEN.has(name);
  const lost = Object.keys(before.slots).filter((name) => kept(name) && !Object.hasOwn(after.slots, name));
  const { form } = before;
  const now = after.form;
  if (form !== null && now?.form === form.form) lost.push(...Object.keys(form.slots).filter((name) => kept(name) && !Object.hasOwn(now.slots, name)));
  expect(lost).toEqual([]);
}

/** Text of plain data in which the order of names makes no difference. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
}

/** For whoever reads a failure. */
function tell({ event, decision, queued }: Step): string {
  const what = event.type === 'said' ? `${event.meaning.intent} ${event.meaning.confidence} ${event.meaning.emotion} “${event.meaning.text}”` : event.type === 'looked_up' ? event.result.outcome : '';
  return `${event.type}${queued ? ' (queued)' : ''} ${what} → ${decision.replies.map(({ template, text }) => `[${template}] ${text}`).join(' / ')} (${decision.reason})`;
}
