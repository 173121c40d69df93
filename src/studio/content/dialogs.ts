import { JiedaError } from '../../base/errors.ts';
import { dialogDocumentSchema, type DialogDocument } from '../../contract/content/dialog.ts';
import type { DialogProblem, DialogSummary, NewDialog } from '../../contract/studio/dialogs.ts';
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

/**
 * Makes a topic that answers one intent with a text.
 * @throws JiedaError `content.conflict` with `current` where there is a topic of that id, `content.not_found` for an intent that does not exist, `content.read_only`.
 */
export async function createDialog(studio: Studio, by: Author, { id, name, intent, texts }: NewDialog): Promise<DialogDocument> {
  const [current, known] = [await studio.draft.find('dialog', id), await studio.draft.find('intent', intent)];
  if (current !== null) throw new JiedaError('content.conflict', { current });
  if (known === null) throw new JiedaError('content.not_found');
  const reply = `${id}.answer`;
  const document = { id, name, rev: 1, rules: [{ intents: [intent], then: { reply } }], replies: { [reply]: { text: texts } } };
  return saveDocument(studio, by, 'dialog', dialogDocumentSchema.parse(document));
}

/** What compiling and the doctor say of a topic as it is being written, in the draft as it is. What concerns no topic in particular is told, too. */
export async function examineDialog({ draft }: Studio, document: DialogDocument): Promise<DialogProblem[]> {
  const content = await draft.readAll();
  const dialogs = content.dialogs.map((dialog) => (dialog.id === document.id ? document : dialog));
  const own = `dialogs/${document.id}.json`;
  return examineDialogs({ ...content, dialogs }, await draft.readForbidden(), document.id)
    .filter(({ kind, where }) => where[0] === own || kind === 'invalid')
    .map(({ severity, where, message, texts }) => ({ severity, place: where[1] ?? null, ...message, texts }));
}
