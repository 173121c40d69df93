import type { Card, Option } from '../contract/message.ts';
import { LIMITS } from '../base/limits.ts';
import type { CompiledLine, CompiledReply } from './compile/replies.ts';
import { holds } from './condition.ts';
import { orderCard } from './order.ts';
import { render, type Values } from './template.ts';
import { ticketCard } from './ticketCard.ts';
import { noteTried, valuesOf, type Turn } from './turn.ts';

const OPTION_LENGTHS = { label: 20, text: 60 } as const;

/** Says a reply: the variants of the first case that holds, or else the plain ones; one that was not used last. Beyond the limit of replies nothing is said. */
export function say(turn: Turn, name: string): void {
  if (turn.replies.length >= LIMITS.repliesPerTurn) return;
  const reply = turn.content.replies.get(name);
  const chosen = reply === undefined || !mayAsk(turn, reply) ? null : choose(turn, name, reply);
  if (reply === undefined || chosen === null) {
    // Every variant needs something that is not known: say what needs nothing.
    if (reply !== undefined && !mayAsk(turn, reply)) return;
    if (name !== 'desk.fallback') say(turn, 'desk.fallback');
    return;
  }
  const options = optionsOf(turn, reply);
  turn.replies.push({
    ...chosen,
    template: name,
    ...(options.length > 0 && { options }),
    ...cardOf(turn, reply),
  });
  if (reply.card === 'rating') turn.state.ratingAsked = true;
  turn.state.lastVariants[name] = chosen.variant;
  turn.asks = reply.asks;
  if (reply.tried !== null) noteTried(turn, reply.tried);
}

/** A rating is asked for once, and only after the customer said that the matter is solved. */
function mayAsk({ state }: Turn, { card }: CompiledReply): boolean {
  return card !== 'rating' || (state.solved && !state.ratingAsked);
}

function cardOf({ order, ticket }: Turn, { card }: CompiledReply): { card?: Card } {
  if (card === 'rating') return { card: { type: 'rating' } };
  if (card === 'order' && order !== null) return { card: orderCard(order) };
  if (card === 'ticket' && ticket !== null) return { card: ticketCard(ticket) };
  return {};
}

function choose(turn: Turn, name: string, reply: CompiledReply): { text: string; variant: number } | null {
  const special = reply.cases.find(({ when }) => holds(when, turn));
  const chosen = special && chooseBetween(turn, name, reply, special.from, special.to);
  if (chosen) {
    if (special?.when.emotion !== undefined) turn.felt = true;
    return chosen;
  }
  return chooseBetween(turn, name, reply, 0, reply.plain);
}

/** A variant of `[from, to)` by chance, without the one used last and those that need what is not known. */
function chooseBetween(turn: Turn, name: string, reply: CompiledReply, from: number, to: number): { text: string; variant: number } | null {
  const { lastVariants } = turn.state;
  const last = Object.hasOwn(lastVariants, name) ? lastVariants[name] : undefined;
  const candidates: number[] = [];
  for (let variant = from; variant < to; variant++) if (variant !== last) candidates.push(variant);
  const start = turn.circumstances.random(candidates.length || 1);
  for (let i = 0; i < candidates.length; i++) {
    const variant = candidates[(start + i) % candidates.length]!;
    const text = render(reply.variants[variant]!, wordsOf(turn), turn.circumstances);
    if (text !== null) return { text, variant };
  }
  return null;
}

function optionsOf(turn: Turn, reply: CompiledReply): Option[] {
  const values = wordsOf(turn);
  return reply.options.flatMap(({ label, text, when }) => {
    if (!holds(when, turn)) return [];
    const rendered = { label: render(label, values, turn.circumstances), text: render(text, values, turn.circumstances) };
    if (!rendered.label || !rendered.text) return [];
    return rendered.label.length > OPTION_LENGTHS.label || rendered.text.length > OPTION_LENGTHS.text ? [] : [{ label: rendered.label, text: rendered.text }];
  });
}

/** What a text may name: slots, facts and phrases. */
function wordsOf(turn: Turn): Values {
  const values = valuesOf(turn);
  return (name) => values(name) ?? firstLine(turn, turn.content.phrases.get(name) ?? [], values);
}

/** A text of a ticket, filled in; `null` when it is absent or names what is not known. */
export function textOf(turn: Turn, source: string | undefined): string | null {
  const template = source === undefined ? undefined : turn.content.ticketTexts.get(source);
  return template === undefined ? null : render(template, wordsOf(turn), turn.circumstances);
}

/** The first line whose condition holds and whose names are all known. */
export function firstLine(turn: Turn, lines: readonly CompiledLine[], values: Values = wordsOf(turn)): string | null {
  for (const { when, text } of lines) {
    const line = holds(when, turn) ? render(text, values, turn.circumstances) : null;
    if (line !== null) return line;
  }
  return null;
}
