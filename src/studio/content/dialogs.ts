import { JiedaError } from '../../base/errors.ts';
import type { DialogDocument } from '../../contract/content/dialog.ts';
import type { DialogProblem, DialogSummary } from '../../contract/studio/dialogs.ts';
import { examineDialogs } from '../doctor/dialogs.ts';
import type { Author, Studio } from '../studio.ts';
import { saveDocument } from './save.ts';

/** The topics of the draft, by id. @throws JiedaError `content.invalid`. */
export async function listDialogs({ draft }: Studio): Promise<DialogSummary[]> {
  const { dialogs } = await draft.readAll();
  const sizeOf = (part: object): number => Object.keys(part).length;
  return dialogs.map(({ id, name, rev, rules, replies, forms }) => ({ id, name, rev, rules: rules.length, replies: sizeOf(replies), forms: sizeOf(forms) }));
}

/** @throws JiedaError `content.not_found`. */
export async function readDialog({ draft }: Studio, id: string): Promise<DialogDocument> {
  const document = await draft.find('dialog', id);
  if (document === null) throw new JiedaError('content.not_found');
  return document;
}

/**
 * Saves a topic on the revision that its editor saw, also with problems: what cannot become a release is refused when it is trained.
 * @throws JiedaError `content.conflict` with `current`, `content.not_found`, `content.read_only`.
 */
export async function saveDialog(studio: Studio, by: Author, document: DialogDocument): Promise<DialogDocument> {
  await readDialog(studio, document.id);
  return saveDocument(studio, by, 'dialog', document);
}

/** What compiling and the doctor say of a topic as it is being written, in the draft as it is. What concerns no topic in particular is told, too. */
export async function examineDialog({ draft }: Studio, document: DialogDocument): Promise<DialogProblem[]> {
  const content = await draft.readAll();
  const dialogs = content.dialogs.map((dialog) => (dialog.id === document.id ? document : dialog));
  const own = `dialogs/${document.id}.json`;
  return examineDialogs({ ...content, dialogs }, await draft.readForbidden())
    .filter(({ kind, where }) => where[0] === own || kind === 'invalid')
    .map(({ severity, where, message, texts }) => ({ severity, place: where[1] ?? null, ...message, texts }));
}
