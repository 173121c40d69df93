import { JiedaError } from '../../base/errors.ts';
import type { DialogUses } from '../../contract/studio/dialogs.ts';
import { compileDialogs } from '../../dialog/content.ts';
import { problemsOf } from '../doctor/dialogs.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import { readDialog } from './dialogs.ts';
import { noteRemoval } from './save.ts';

/** What would not compile any more without a topic, and which intents nothing would answer. @throws JiedaError `content.not_found`. */
export async function usesOfDialog(studio: Studio, id: string): Promise<DialogUses> {
  const { rules } = await readDialog(studio, id);
  const { dialogs, figures, intents } = await studio.draft.readAll();
  const others = dialogs.filter((dialog) => dialog.id !== id);
  const known = new Set(problemsOf(() => compileDialogs(dialogs, figures, intents)).map(({ message }) => message.en));
  const answered = new Set(others.flatMap((dialog) => dialog.rules.flatMap((rule) => rule.intents)));
  const own = new Set(rules.flatMap((rule) => rule.intents));
  return {
    problems: problemsOf(() => compileDialogs(others, figures, intents)).map(({ message }) => message).filter(({ en }) => !known.has(en)),
    unanswered: intents.filter((intent) => own.has(intent.id) && !answered.has(intent.id)).map((intent) => ({ id: intent.id, name: intent.name })),
  };
}

/**
 * Removes a topic on the revision that was seen; its versions stay, so that it can be restored.
 * @throws JiedaError `content.in_use` with `problems` while others need something of it, `content.conflict` with `current`, `content.not_found`,
 * `content.read_only`.
 */
export async function removeDialog(studio: Studio, by: Author, id: string, rev: number): Promise<void> {
  requireEditing(studio);
  const before = await readDialog(studio, id);
  const { problems } = await usesOfDialog(studio, id);
  if (problems.length > 0) throw new JiedaError('content.in_use', { problems: problems.map(({ en }) => en) });
  await studio.draft.remove('dialog', id, rev);
  await noteRemoval(studio, by, 'dialog', id, before);
}
