import type { Entity } from '../contract/meaning.ts';
import type { Named } from './gazetteer.ts';
import { spanOnOriginal, type Normalised } from './normalise.ts';
import type { Kind, Protected } from './protect.ts';
import { amountOf, bytesOf, dateOf, durationsIn } from './quantities.ts';

type Found = Omit<Entity, 'text'>;

/** Most entities of one text that are told; a pasted table has thousands. */
const ENTITIES = 100;

/** Everything named in a text, in its order, on the text as it was sent. Of two that overlap, the longer one. Secrets are never named. */
export function entitiesOf(normalised: Normalised, found: readonly Protected[], named: readonly Named[]): Entity[] {
  const { text } = normalised;
  const secrets = found.filter(({ kind }) => kind === 'secret');
  const all: Found[] = [
    ...found.flatMap((piece) => entityOf(text, piece)),
    ...named,
    ...workerNumbersIn(text),
    ...durationsIn(text),
    ...relativeDatesIn(text),
  ].filter(({ start, end }) => !secrets.some((secret) => start < secret.end && secret.start < end));
  return longestFirst(all).slice(0, ENTITIES).map((entity) => onOriginal(normalised, entity));
}

const READERS: Partial<Record<Kind, (piece: string) => Omit<Found, 'start' | 'end'> | undefined>> = {
  email: (piece) => ({ type: 'email', value: piece }),
  url: (piece) => ({ type: 'url', value: piece }),
  phone: (piece) => ({ type: 'phone', value: piece.replace(/\D/g, '').slice(-11) }),
  ticket: (piece) => ({ type: 'ticket_number', value: piece.replace(/[ -]/, '').toUpperCase() }),
  long: (piece) => ({ type: 'order_number', value: piece.replace(/\D/g, '') }),
  size: (piece) => ({ type: 'file_size', value: bytesOf(piece), unit: 'bytes' }),
  amount: (piece) => ({ type: 'amount', value: amountOf(piece), unit: 'yuan' }),
  date: (piece) => dateOf(piece),
};

function entityOf(text: string, { kind, start, end }: Protected): Found[] {
  const entity = READERS[kind]?.(text.slice(start, end));
  return entity ? [{ ...entity, start, end }] : [];
}

/** "工号 1024": by which number an agent is known. */
function workerNumbersIn(text: string): Found[] {
  if (!text.includes('工号')) return [];
  return [...text.matchAll(/工号\s?[是为:]?\s?(?<number>[a-z]{0,3}\d{2,8})(?![a-z\d])/g)].map((match) => {
    const number = match.groups!['number']!;
    const end = match.index + match[0].length;
    return { type: 'worker_number', value: number, start: end - number.length, end };
  });
}

const RELATIVE_DATE = /大?[前昨今明后][天晚]|[上这本下]个?(?:周|星期|礼拜)[一二三四五六日天]?|[上这本下]个月|双十[一二]|618/g;

function relativeDatesIn(text: string): Found[] {
  return [...text.matchAll(RELATIVE_DATE)].map((match) => ({
    type: 'date', value: match[0], start: match.index, end: match.index + match[0].length,
  }));
}

function longestFirst(all: Found[]): Found[] {
  const taken: Found[] = [];
  for (const entity of [...all].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = taken.at(-1);
    if (last === undefined || entity.start >= last.end) taken.push(entity);
    else if (entity.end - entity.start > last.end - last.start) taken[taken.length - 1] = entity;
  }
  return taken;
}

function onOriginal(normalised: Normalised, entity: Found): Entity {
  const span = spanOnOriginal(normalised, entity.start, entity.end);
  return { ...entity, ...span, text: normalised.original.slice(span.start, span.end) };
}
