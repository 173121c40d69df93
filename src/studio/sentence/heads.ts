import type { Ids } from '../../base/ids.ts';
import type { Database } from '../../storage/schema.ts';
import { findGroupTexts } from '../../storage/sentenceGroup.ts';
import { piecesOf, type Pieces } from './pieces.ts';

/** Some hundred bytes each. */
const HEADS_MAX = 100_000;
/** Texts asked for in one statement, which takes a bounded number of values. */
const ASKED = 1_000;

/** Pieces of the texts that groups are compared by, which never change; the oldest make room. By who gives the ids, because only theirs are never given twice. */
const heads = new WeakMap<Ids, Map<string, Pieces>>();

/** What groups are compared by. Of those of a large import each is read once, not for every sentence that may be like it. */
export async function headsOf(database: Database, ids: Ids, wanted: ReadonlySet<string>): Promise<Map<string, Pieces>> {
  const kept = heads.get(ids) ?? new Map<string, Pieces>();
  heads.set(ids, kept);
  const found = new Map<string, Pieces>();
  const unknown: string[] = [];
  for (const id of wanted) {
    const pieces = kept.get(id);
    if (pieces === undefined) unknown.push(id);
    else found.set(id, pieces);
  }
  for (let at = 0; at < unknown.length; at += ASKED) {
    for (const { id, text } of await findGroupTexts(database, unknown.slice(at, at + ASKED))) {
      const pieces = piecesOf(text);
      found.set(id, pieces);
      if (kept.size >= HEADS_MAX) kept.delete(kept.keys().next().value as string);
      kept.set(id, pieces);
    }
  }
  return found;
}
