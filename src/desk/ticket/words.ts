import { maskPrivate } from '../../text/privacy.ts';

/** A text that somebody of the desk wrote, as it is kept: private data masked, without a full stop, because sentences are made of it. */
export function asKept(text: string): string {
  return maskPrivate(text).trim().replace(/(?<=.)。$/, '');
}
