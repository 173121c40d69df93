import { JiedaError } from '../../base/errors.ts';
import { audit } from '../../storage/audit.ts';
import { findEvaluation } from '../../storage/evaluation.ts';
import { deleteRelease } from '../../storage/release.ts';
import { hasRight } from '../../storage/personRight.ts';
import { deleteShadow } from '../../storage/shadow.ts';
import { endShadow } from '../endShadow.ts';
import { publish, type Publisher } from '../publish.ts';
import type { Author, Studio } from '../studio.ts';
import { findListed, gateOf } from './read.ts';

/** The command line: who may use it holds the data anyway. */
const COMMAND = 'command';

/**
 * Publishes a release that passes the gate, or one below it where whoever asks may do that and says why.
 * @throws JiedaError `release.not_found`; without a reason `release.below_gate` with the conditions that are not met, or `release.not_evaluated`; with
 * one, `release.gate_right_needed`.
 */
export async function publishChecked(studio: Studio, number: number, publisher: Publisher): Promise<void> {
  const release = await findListed(studio, number);
  const evaluation = await findEvaluation(studio.storage.read, release.hash);
  const failed = evaluation && (await gateOf(studio, release, evaluation.figures)).filter(({ passed }) => !passed);
  const { reason, ...without } = publisher;
  if (failed?.length === 0) return publish(studio.storage, number, without);
  const given = reason?.trim() ?? '';
  if (given === '') throw failed === undefined ? new JiedaError('release.not_evaluated', { number }) : new JiedaError('release.below_gate', { failed });
  if (!(await mayForce(studio, publisher.id))) throw new JiedaError('release.gate_right_needed');
  await publish(studio.storage, number, { ...without, reason: given });
}

/** Whether somebody may publish below the gate. */
export async function mayForce({ storage }: Studio, id: string | null): Promise<boolean> {
  return id === COMMAND || (id !== null && (await hasRight(storage.read, id, 'publish_below_gate')));
}

/** Removes a release that does not serve. @throws JiedaError `release.not_found`, `release.serving`, `content.read_only`. */
export async function removeRelease(studio: Studio, by: Author, number: number): Promise<void> {
  const { hash } = await findListed(studio, number);
  await studio.storage.transaction(async (database) => {
    await deleteRelease(database, number);
    await endShadow(database, number);
    await deleteShadow(database, number);
    await audit(database, { at_ms: studio.clock.now_ms(), by: by.id, action: 'release.removed', on: String(number), from: by.address, details: { hash } });
  });
}
