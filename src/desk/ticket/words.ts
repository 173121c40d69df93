import { findPrivate, mask, privateSpans } from '../../text/privacy.ts';
import { normalise } from '../../text/normalise.ts';

/** A text that somebody of the desk wrote, as it is kept: private data masked, without a full stop, because sentences are made of it. */
export function asKept(text: string): string {
  const normalised = normalise(text);
  return mask(text, privateSpans(normalised, findPrivate(normalised.text))).trim().replace(/(?<=.)。$/, '');
}
