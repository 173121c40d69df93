import { JiedaError } from '../../base/errors.ts';
import { lexiconsSchema, type Lexicons } from '../../contract/content/lexicons.ts';
import type { LexiconDocument, LexiconName, NewName } from '../../contract/studio/lexicons.ts';
import { normalise } from '../../text/normalise.ts';
import { createPatterns } from '../../text/patterns.ts';
import { requireEditing, type Author, type Studio } from '../studio.ts';
import { saveFile } from '../content/save.ts';

/** How often a name is added anew when somebody saves the gazetteer meanwhile. */
const TRIES = 5;

/** One lexicon of the draft; `rev` changes with every change of its file. @throws JiedaError `content.invalid`. */
export function readLexicon({ draft }: Studio, name: LexiconName): Promise<LexiconDocument> {
  return draft.readFile(name);
}

/**
 * Saves a lexicon on the revision that its editor saw.
 * @throws JiedaError `content.conflict` with `current`; `content.invalid` for a pattern that RE2 does not know; `request.invalid` for what is another
 * lexicon; `content.read_only`.
 */
export async function saveLexicon(studio: Studio, by: Author, name: LexiconName, { rev, content }: LexiconDocument): Promise<LexiconDocument> {
  const checked = contentOf(name, content);
  if (name === 'emotion') {
    const { patterns, notAtUs } = checked as Lexicons['emotion'];
    createPatterns([...patterns, ...notAtUs].map(({ pattern }) => pattern));
  }
  return saveFile(studio, by, name, rev, checked);
}

/** What a lexicon of this name may say. @throws JiedaError `request.invalid`. */
export function contentOf<Name extends LexiconName>(name: Name, content: unknown): Lexicons[Name] {
  const parsed = lexiconsSchema.shape[name].safeParse(content);
  if (!parsed.success) throw new JiedaError('request.invalid', { field: 'content' });
  return parsed.data as Lexicons[Name];
}

/**
 * Lets customers call a thing by one name more. Where the name is there already nothing changes.
 * @throws JiedaError `content.name_taken` with `type` and `value`, where it names something else; `content.read_only`.
 */
export async function addName(studio: Studio, by: Author, { type, value, name }: NewName): Promise<void> {
  requireEditing(studio);
  for (let tries = 1; ; tries++) {
    const { rev, content } = await studio.draft.readFile('gazetteer');
    const holder = holderOf(content, name);
    if (holder && (holder.type !== type || holder.value !== value)) throw new JiedaError('content.name_taken', holder);
    if (holder) return;
    const names = content[type]?.[value] ?? [];
    const added = normalise(name).text === normalise(value).text ? names : [...names, name];
    try {
      await saveFile(studio, by, 'gazetteer', rev, { ...content, [type]: { ...content[type], [value]: added } });
      return;
    } catch (error) {
      if (!(error instanceof JiedaError) || error.code !== 'content.conflict' || tries === TRIES) throw error;
    }
  }
}

function holderOf(gazetteer: Lexicons['gazetteer'], name: string): { type: string; value: string } | undefined {
  const key = normalise(name).text;
  for (const [type, forms] of Object.entries(gazetteer)) {
    for (const [value, names] of Object.entries(forms)) if ([value, ...names].some((known) => normalise(known).text === key)) return { type, value };
  }
  return undefined;
}
