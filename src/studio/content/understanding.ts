import { JiedaError } from '../../base/errors.ts';
import type { UnderstandingSetting } from '../../contract/content/caution.ts';
import type { UnderstandingDocument } from '../../contract/studio/understanding.ts';
import type { Revised } from '../../storage/contentFiles.ts';
import type { Author, Studio } from '../studio.ts';
import { saveFile } from './save.ts';

/** How careful the next release will be. @throws JiedaError `content.invalid`. */
export async function readUnderstanding({ draft }: Studio): Promise<UnderstandingDocument> {
  return asDocument(await draft.readFile('understanding'));
}

/** Saves it on the revision that its editor saw. @throws JiedaError `content.conflict` with `current`, `content.read_only`. */
export async function saveUnderstanding(studio: Studio, by: Author, { rev, caution }: UnderstandingDocument): Promise<UnderstandingDocument> {
  return asDocument(await saveFile(studio, by, 'understanding', rev, { caution }).catch((error: unknown) => {
    if (!(error instanceof JiedaError) || error.code !== 'content.conflict') throw error;
    throw new JiedaError('content.conflict', { current: asDocument(error.details?.['current'] as Revised<UnderstandingSetting>) }, error);
  }));
}

function asDocument({ rev, content }: Revised<UnderstandingSetting>): UnderstandingDocument {
  return { rev, caution: content.caution };
}
