import { JiedaError } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import { FORBIDDEN_SEVERITIES, type ForbiddenFinding } from '../contract/content/forbidden.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { Canned, CannedText } from '../contract/desk/work.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { countCanned, deleteCanned, findCanned, insertCanned, listCanned, replaceCanned, type StoredCanned } from '../storage/canned.ts';
import type { Database } from '../storage/schema.ts';
import { listTags } from '../storage/tag.ts';

/** The canned replies that somebody can use: those of everybody, then their own. What is wrong with their wording is judged by what holds now. */
export async function cannedFor(runtime: Runtime, person: DeskPerson): Promise<Canned[]> {
  const stored = await listCanned(runtime.storage.read, person.id);
  return Promise.all(stored.map(async (canned) => present(canned, await runtime.forbidden.check(canned.text))));
}

/** Those of everybody are written by admins. @throws JiedaError `session.forbidden`, `canned.forbidden` with `findings`, `canned.too_many`, `tag.not_found`. */
export async function addCanned(runtime: Runtime, person: DeskPerson, shared: boolean, text: CannedText): Promise<Canned> {
  const ownerId = shared ? null : person.id;
  mayWrite(person, ownerId);
  const findings = await requireSendable(runtime, text.text);
  return runtime.storage.transaction(async (database) => {
    if ((await countCanned(database, ownerId)) >= LIMITS.cannedReplies) throw new JiedaError('canned.too_many');
    await requireTags(database, text.tags);
    const canned: StoredCanned = { id: runtime.ids.id(), ownerId, ...text, rev: 1 };
    await insertCanned(database, canned, runtime.clock.now_ms());
    return present(canned, findings);
  });
}

/** @throws JiedaError `canned.not_found`, `session.forbidden`, `canned.forbidden` with `findings`, `canned.conflict` when `rev` is not the last one, `tag.not_found`. */
export async function changeCanned(runtime: Runtime, person: DeskPerson, id: string, rev: number, text: CannedText): Promise<Canned> {
  const findings = await requireSendable(runtime, text.text);
  return runtime.storage.transaction(async (database) => {
    const before = await requireCanned(database, person, id);
    await requireTags(database, text.tags);
    const canned: StoredCanned = { ...before, ...text, rev: rev + 1 };
    if (!(await replaceCanned(database, canned, runtime.clock.now_ms()))) throw new JiedaError('canned.conflict');
    return present(canned, findings);
  });
}

/** @throws JiedaError `canned.not_found`, `session.forbidden`. */
export async function removeCanned(runtime: Runtime, person: DeskPerson, id: string): Promise<void> {
  await runtime.storage.transaction(async (database) => {
    await requireCanned(database, person, id);
    await deleteCanned(database, id);
  });
}

async function requireCanned(database: Database, person: DeskPerson, id: string): Promise<StoredCanned> {
  const canned = await findCanned(database, id);
  // Somebody else's own replies are as if they were not there.
  if (canned === undefined || (canned.ownerId !== null && canned.ownerId !== person.id)) throw new JiedaError('canned.not_found');
  mayWrite(person, canned.ownerId);
  return canned;
}

/**
 * A reply that could never be sent is no canned reply. What needs a reason may be saved: the reason belongs to the one customer to whom it is
 * sent, and is asked for then. @returns what else was found.
 */
async function requireSendable({ forbidden }: Runtime, text: string): Promise<ForbiddenFinding[]> {
  const findings = await forbidden.check(text);
  if (findings.some(({ severity }) => severity === 'block')) throw new JiedaError('canned.forbidden', { findings });
  return findings;
}

function mayWrite(person: DeskPerson, ownerId: string | null): void {
  if (ownerId === null ? person.role !== 'admin' : ownerId !== person.id) throw new JiedaError('session.forbidden');
}

async function requireTags(database: Database, tags: readonly string[]): Promise<void> {
  const known = new Set((await listTags(database)).map(({ id }) => id));
  if (tags.some((id) => !known.has(id))) throw new JiedaError('tag.not_found');
}

function present({ ownerId, ...canned }: StoredCanned, findings: readonly ForbiddenFinding[]): Canned {
  const worst = FORBIDDEN_SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
  return { ...canned, shared: ownerId === null, ...(worst && { worst }) };
}
