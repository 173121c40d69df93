import { z } from 'zod';
import { JiedaError } from '../../../base/errors.ts';
import { dialogDocumentSchema } from '../../../contract/content/dialog.ts';
import { intentDocumentSchema } from '../../../contract/content/intent.ts';
import { memberOf } from './json.ts';
import type { DocumentSource } from './source.ts';

/** What an export of ours says of itself. */
export const OURS = 'jieda-content';
export const OURS_VERSION = 1;
const PROBLEMS_SHOWN = 5;

const oursSchema = z.strictObject({
  format: z.literal(OURS),
  version: z.literal(OURS_VERSION),
  intents: z.array(intentDocumentSchema).default([]),
  dialogs: z.array(dialogDocumentSchema).default([]),
});

/** Whether JSON is an export of ours, or one file of `intents/` or a list of such. */
export function looksLikeOurs(value: unknown): boolean {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return memberOf(value, 'format') === OURS || (Array.isArray(memberOf(one, 'examples')) && typeof memberOf(one, 'id') === 'string');
}

/** Whole documents. @throws JiedaError `import.damaged` with the first problems; also where an id stands twice. */
export function readOurs(value: unknown): DocumentSource {
  const whole = memberOf(value, 'format') === OURS ? value : { format: OURS, version: OURS_VERSION, intents: Array.isArray(value) ? value : [value] };
  const parsed = oursSchema.safeParse(whole);
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, PROBLEMS_SHOWN).map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new JiedaError('import.damaged', { reason: 'content', problems });
  }
  const { intents, dialogs } = parsed.data;
  for (const list of [intents, dialogs]) if (new Set(list.map(({ id }) => id)).size < list.length) throw new JiedaError('import.damaged', { reason: 'content', problems: ['the same id twice'] });
  return { format: 'jieda', intents, dialogs };
}
