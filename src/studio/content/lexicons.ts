import type { LexiconName } from '../../contract/studio/lexicons.ts';
import type { FileOf, Revised } from '../../storage/contentFiles.ts';
import { createPatterns } from '../../text/patterns.ts';
import type { Author, Studio } from '../studio.ts';
import { saveFile } from './save.ts';

/** One lexicon of the draft; `rev` changes with every change of its file. @throws JiedaError `content.invalid`. */
export function readLexicon<Name extends LexiconName>({ draft }: Studio, name: Name): Promise<Revised<FileOf[Name]>> {
  return draft.readFile(name);
}

/**
 * Saves a lexicon on the revision that its editor saw.
 * @throws JiedaError `content.conflict` with `current`; `content.invalid` for a pattern that RE2 does not know; `content.read_only`.
 */
export async function saveLexicon<Name extends LexiconName>(studio: Studio, by: Author, name: Name, rev: string, content: FileOf[Name]): Promise<Revised<FileOf[Name]>> {
  if (name === 'emotion') {
    const { patterns, notAtUs } = content as FileOf['emotion'];
    createPatterns([...patterns, ...notAtUs].map(({ pattern }) => pattern));
  }
  return saveFile(studio, by, name, rev, content);
}
