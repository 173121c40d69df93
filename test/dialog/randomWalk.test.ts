import { test } from '@jest/globals';
import { LIMITS } from '../../src/base/limits.ts';
import { seededRandom } from '../../src/base/random.ts';
import { handOverSchema } from '../../src/contract/dialogState.ts';
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

/** To a person, or back from the queue. */
const WAYS_OUT = new Set(['person', 'leave_queue'].map((name) => CONTENT.options.get(name)!.text));

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
  const { event, decision, stored } = step;
  const { replies, state, close, handOver } = decision;
  must(sorted(stored) === sorted(state), 'the state is not the same after storage');
  must(JSON.stringify(state).length < STATE_LENGTH, 'the state grows');
  must(event.type === 'looked_up' || replies.length > 0, 'no answer');
  must(replies.length <= LIMITS.repliesPerTurn, 'too many replies');
  let line = last;
  for (const { text, template, variant } of replies) {
    must(text.trim() !== '', 'an empty reply');
    must(!/\{\{|\}\}|\[\[|\]\]|undefined|NaN/.test(text), `not filled in: ${text}`);
    must(text !== line, `said twice running: ${text}`);
    must(variant < CONTENT.replies.get(template)!.variants.length, 'no such variant');
    line = text;
  }
  if (replies.length > 0 && handOver === null && close === null) {
    const ways = replies.at(-1)!.options?.map(({ text }) => text) ?? [];
    must(ways.some((text) => WAYS_OUT.has(text)), 'no way to a person');
  }
  if (event.type === 'silent') must(event.stage === 'close' ? close !== null : state.silenceAsked, 'silence was not answered to');
  must(close === null || handOver === null, 'handed over and closed');
  checkHandOver(step);
  checkTickets(step);
  checkMemory(step);
  return line;
}

/** Checks that cost nothing while they hold: there are hundreds of thousands of them. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** `bot → queued`, and back by leaving the queue; never twice, never both at once. */
function checkHandOver({ decision: { handOver, leaveQueue, briefing }, queued }: Step): void {
  must(queued ? handOver === null : !leaveQueue, queued ? 'handed over twice' : 'left a queue that they were not in');
  if (handOver !== null) must(handOverSchema.parse(handOver).problem !== '', 'no problem for the agent');
  must(briefing === null || queued, 'briefed about somebody who does not wait');
}

function checkTickets({ decision: { tickets, notes }, tickets: known }: Step): void {
  for (const ticket of tickets) newTicketSchema.parse(ticket);
  const numbers = new Set([...known, ...tickets].map(({ number }) => number));
  for (const note of notes) must(numbers.has(ticketNoteSchema.parse(note).number), 'a note on no ticket');
}

/** What the customer told us about themselves stays known, unless a rule forgets it on purpose. */
function checkMemory({ before, stored }: Step): void {
  const lostOf = (was: object, is: object) => Object.keys(was).filter((name) => CONTENT.slots.has(name) && !FORGOTTEN.has(name) && !Object.hasOwn(is, name));
  const lost = lostOf(before.slots, stored.slots);
  if (before.form !== null && stored.form?.form === before.form.form) lost.push(...lostOf(before.form.slots, stored.form.slots));
  must(lost.length === 0, `lost: ${lost.join(', ')}`);
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
