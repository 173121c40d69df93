import { intentIdSchema } from '../../contract/content/intent.ts';
import { romanise } from '../../text/romanise.ts';

const ID_LENGTH = 40;
const NAME_LENGTH = 20;

/** What an intent of a file may be called here; null for names that every object has, and for those that leave no id. */
export function idFor(name: string): string | null {
  if (isReserved(name)) return null;
  const parts = romanise(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2'));
  while (parts.length > 0 && /^\d/.test(parts[0]!)) parts.shift();
  while (parts.join('_').length > ID_LENGTH) {
    if (parts.length === 1) parts[0] = parts[0]!.slice(0, ID_LENGTH);
    else parts.pop();
  }
  const parsed = intentIdSchema.safeParse(parts.join('_'));
  return parsed.success ? parsed.data : null;
}

/** Names that mean something to every object, however they are written; no intent is ever called so. */
export function isReserved(name: string): boolean {
  return [name, name.trim(), name.trim().toLowerCase()].some((one) => one in Object.prototype) || /^__\w+__$/.test(name.trim());
}

/** A name for people, no longer than one may be. */
export function nameFor(name: string): string {
  return name.trim().slice(0, NAME_LENGTH);
}
