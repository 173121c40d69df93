import type { FoundEntity } from '../../contract/studio/lexicons.ts';
import { entitiesOf } from '../../text/entities.ts';
import { createReader, type Reading } from '../../text/reading.ts';
import { mapGently } from '../gently.ts';
import type { Studio } from '../studio.ts';

const IN_A_ROW = 50;

/** What each text names: by the gazetteer of the draft, and by the patterns of numbers, sizes, amounts and dates. */
export async function findEntities({ draft }: Studio, texts: readonly string[]): Promise<FoundEntity[][]> {
  const { lexicons } = await draft.readAll();
  const read = createReader(lexicons);
  return mapGently(texts, IN_A_ROW, (text) => entitiesIn(read(text)));
}

export function entitiesIn({ normalised, extracted, named }: Reading): FoundEntity[] {
  return entitiesOf(normalised, extracted.found, named).map(({ type, value, unit, start, end }) => ({ type, value, start, end, ...(unit !== undefined && { unit }) }));
}
