import type { Evaluation, JudgedSentence, JudgedSet } from '../contract/studio/evaluation.ts';
import type { Database } from './schema.ts';

/** What was measured of a release, with every sentence that was judged. */
export type StoredEvaluation = { at_ms: number; figures: Evaluation; sentences: Record<JudgedSet, JudgedSentence[]> };

/** Keeps what was measured of the releases of a hash, in the place of what was before. */
export async function saveEvaluation(database: Database, hash: string, { at_ms, figures, sentences }: StoredEvaluation): Promise<void> {
  const values = { at: at_ms, figures_json: JSON.stringify(figures), testset_json: JSON.stringify(sentences.testset), examples_json: JSON.stringify(sentences.examples) };
  await database.insertInto('evaluation').values({ hash, ...values }).onConflict((conflict) => conflict.column('hash').doUpdateSet(values)).execute();
}

/** The figures alone, by hash. */
export async function listEvaluations(database: Database): Promise<Map<string, { at_ms: number; figures: Evaluation }>> {
  const rows = await database.selectFrom('evaluation').select(['hash', 'at', 'figures_json']).execute();
  return new Map(rows.map(({ hash, at, figures_json }) => [hash, { at_ms: at, figures: JSON.parse(figures_json) as Evaluation }]));
}

export async function findEvaluation(database: Database, hash: string): Promise<{ at_ms: number; figures: Evaluation } | undefined> {
  const row = await database.selectFrom('evaluation').select(['at', 'figures_json']).where('hash', '=', hash).executeTakeFirst();
  return row && { at_ms: row.at, figures: JSON.parse(row.figures_json) as Evaluation };
}

/** Every sentence of one set, as it was judged; none where nothing was measured. */
export async function listJudged(database: Database, hash: string, set: JudgedSet): Promise<JudgedSentence[]> {
  const row = await database.selectFrom('evaluation').select(set === 'testset' ? 'testset_json as json' : 'examples_json as json').where('hash', '=', hash).executeTakeFirst();
  return row === undefined ? [] : (JSON.parse(row.json) as JudgedSentence[]);
}
