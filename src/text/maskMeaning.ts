import type { Entity, Meaning } from '../contract/meaning.ts';
import { mask } from './privacy.ts';

/**
 * The meaning as the dialog may know it: private data is masked in the text and in each part of it, and no entity repeats any of it, but for
 * phone numbers, which a ticket needs to reach the customer. What looks like one inside a longer secret is a piece of that secret.
 */
export function maskMeaning(meaning: Meaning): Meaning {
  if (meaning.private.length === 0) return meaning;
  const isPrivate = (start: number, end: number, except?: string) => meaning.private.some((span) => span.type !== except && span.start < end && start < span.end);
  const text = mask(meaning.text, meaning.private);
  const withoutPrivate = (entities: readonly Entity[]) => entities.filter(({ type, start, end }) => !isPrivate(start, end, type === 'phone' ? 'phone' : undefined));
  return {
    ...meaning,
    text,
    entities: withoutPrivate(meaning.entities),
    ...(meaning.parts && {
      parts: meaning.parts.map((part) => ({ ...part, text: text.slice(part.start, part.end), entities: withoutPrivate(part.entities) })),
    }),
  };
}
