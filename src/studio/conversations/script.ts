import type { Customer } from '../../dialog/decision.ts';
import type { Order } from '../../contract/order.ts';
import type { Check } from './outcome.ts';

/** An order that exists in a scene besides those of the demo shop. */
export type SceneOrder = { number: string; state: Order['state']; late: boolean; goods: string[] };

/** Where and when a conversation is played. `shop`: whose orders can be looked up; with `none` every look-up fails. */
export type Scene = {
  /** As it was written. */
  text: string;
  start_ms: number;
  customer: Customer;
  shop: 'demo' | 'none';
  orders: SceneOrder[];
  /** How many wait before this customer. */
  ahead: number;
};

/** What happens on a line. `elapse`: nobody writes for so long. `progress` and `result` are told of the newest ticket. */
export type Happening =
  | { type: 'says'; text: string }
  | { type: 'opens' }
  | { type: 'elapse'; length_ms: number }
  | { type: 'accepted' }
  | { type: 'given_back' }
  | { type: 'agent_closes' }
  | { type: 'progress'; text: string }
  | { type: 'result'; text: string };

/** One thing that is expected, as it was written, with what finds out whether it is so. `only`: counts in scenes that have this in their text. */
export type Expectation = { line: number; text: string; only: string | null; check: Check };

export type ScriptLine = { line: number; text: string; happening: Happening; expectations: Expectation[] };

/** A conversation that is played and checked: once in each of its scenes. */
export type Script = { file: string; line: number; title: string; scenes: Scene[]; lines: ScriptLine[] };
