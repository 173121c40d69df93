import { JiedaError } from '../../base/errors.ts';
import type { Figures } from '../../contract/content/figures.ts';
import type { FiguresDocument } from '../../contract/studio/dialogs.ts';
import type { Revised } from '../../storage/contentFiles.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import { saveFile } from './save.ts';

/** The figures of the draft, and which replies name each. @throws JiedaError `content.invalid`. */
export async function readFigures({ draft }: Studio): Promise<{ document: FiguresDocument; uses: Record<string, string[]> }> {
  const document = await draft.readFigures();
  const { dialogs } = await draft.readAll();
  const uses: Record<string, string[]> = Object.fromEntries(Object.keys(document.figures).map((name) => [name, []]));
  for (const { replies } of dialogs) {
    for (const [reply, { text, cases }] of Object.entries(replies)) {
      const texts = [...text, ...cases.flatMap((one) => one.text)].join('\n');
      for (const name of new Set(Array.from(texts.matchAll(/\{\{\s*figure:([a-z0-9_]+)/g), ([, figure]) => figure!))) uses[name]?.push(reply);
    }
  }
  return { document, uses };
}

/**
 * Saves the figures on the revision that their editor saw. Which figures there are does not change: dialogs name them.
 * @throws JiedaError `content.conflict` with `current`, `request.invalid` when one is missing or new, `content.read_only`.
 */
export async function saveFigures(studio: Studio, by: Author, document: FiguresDocument): Promise<FiguresDocument> {
  requireEditing(studio);
  const before = await studio.draft.readFigures();
  const names = ({ figures }: FiguresDocument): string => Object.keys(figures).sort().join();
  if (names(before) !== names(document)) throw new JiedaError('request.invalid');
  return asDocument(await saveFile(studio, by, 'figures', document.rev, document.figures).catch((error: unknown) => {
    if (!(error instanceof JiedaError) || error.code !== 'content.conflict') throw error;
    throw new JiedaError('content.conflict', { current: asDocument(error.details?.['current'] as Revised<Figures>) }, error);
  }));
}

function asDocument({ rev, content }: Revised<Figures>): FiguresDocument {
  return { rev, figures: content };
}
