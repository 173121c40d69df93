import { toIso } from '../../base/clock.ts';
import { dayOf } from '../../base/day.ts';
import { JiedaError } from '../../base/errors.ts';
import { LIMITS } from '../../base/limits.ts';
import type { ForbiddenEntry, ForbiddenFinding } from '../../contract/content/forbidden.ts';
import type { DeskPerson } from '../../contract/desk.ts';
import type { ForbiddenOutcome, ForbiddenStatistics, ForbiddenStatisticsQuery } from '../../contract/desk/forbidden.ts';
import type { Runtime } from '../../conversation/runtime.ts';
import { countForbiddenUses, insertForbiddenUses, listForbiddenUses, type ForbiddenCount, type ForbiddenUse } from '../../storage/forbiddenUse.ts';
import { listPersons } from '../../storage/person.ts';
import type { Database } from '../../storage/schema.ts';
import { maskForLog } from '../../text/privacy.ts';

/** What an agent wants to send, what was found in it, why it is to be sent all the same, and what was replaced before. */
export type Checked = { text: string; findings: readonly ForbiddenFinding[]; reason: string | undefined; replaced: readonly ForbiddenEntry[] };

/** How much of a message around a finding supervisors see. */
const AROUND = 60;

/** Entries that somebody says were replaced and that do not exist count for nothing. */
export async function checkMessage({ forbidden }: Runtime, { text, reason, replaced = [] }: { text: string; reason?: string | undefined; replaced?: readonly string[] | undefined }): Promise<Checked> {
  const findings = await forbidden.check(text);
  return { text, findings, reason, replaced: replaced.length === 0 ? [] : (await forbidden.entries()).filter(({ id }) => replaced.includes(id)) };
}

/** @throws JiedaError `message.forbidden`, or `message.reason_needed` without a reason; both with `findings`. */
export function refuseForbidden({ findings, reason }: Checked): void {
  if (findings.some(({ severity }) => severity === 'block')) throw new JiedaError('message.forbidden', { findings });
  if (reason === undefined && findings.some(({ severity }) => severity === 'reason')) throw new JiedaError('message.reason_needed', { findings });
}

/** Notes what was sent with findings, and what its writer replaced before; in the transaction of the message. */
export async function noteSent(runtime: Runtime, database: Database, person: DeskPerson, conversationId: string, checked: Checked, seq: number): Promise<void> {
  const sent = checked.findings.map((finding) => useOf(runtime, person, conversationId, 'sent', finding, checked, seq));
  const replaced = checked.replaced.map((entry) => ({
    ...useOf(runtime, person, conversationId, 'replaced', { ...entry, entry: entry.id, start: 0, end: 0, text: '' }, checked, seq), found: null, excerpt: null, reason: null,
  }));
  await insertForbiddenUses(database, [...sent, ...replaced]);
}

/** Notes a message that was refused; its own transaction, because nothing of the message is kept. */
export async function noteRefused(runtime: Runtime, person: DeskPerson, conversationId: string, checked: Checked): Promise<void> {
  const uses = checked.findings.filter(({ severity }) => severity === 'block').map((finding) => useOf(runtime, person, conversationId, 'refused', finding, checked, null));
  await runtime.storage.transaction((database) => insertForbiddenUses(database, uses));
}

/** Who wrote what how often, for coaching. */
export async function statistics({ storage }: Runtime, { from, to, person, kind }: ForbiddenStatisticsQuery): Promise<ForbiddenStatistics> {
  const filter = { from, to, personId: person, kind };
  const [counts, uses, people] = await Promise.all([
    countForbiddenUses(storage.read, filter),
    listForbiddenUses(storage.read, filter, LIMITS.forbiddenExamples),
    listPersons(storage.read),
  ]);
  const known = new Map(people.map(({ id, name, workerNumber }) => [id, { id, name, workerNumber }]));
  const agentOf = (id: string) => known.get(id) ?? { id, name: '', workerNumber: '' };
  return {
    agents: [...groupedBy(counts, ({ personId }) => personId)].map(([id, own]) => ({ agent: agentOf(id), counts: own })).sort((a, b) => total(b.counts) - total(a.counts)),
    days: [...groupedBy(counts, ({ day }) => day)].map(([day, own]) => ({ day, counts: own })),
    examples: uses.map(({ id, at_ms, personId, conversationId, kind: found, severity, outcome, found: text, excerpt, reason }) => ({
      id, at: toIso(at_ms), agent: agentOf(personId), conversationId, kind: found, severity, outcome, found: text ?? '', excerpt: excerpt ?? '', reason,
    })),
  };
}

type Count = Pick<ForbiddenCount, 'kind' | 'outcome' | 'count'>;

function groupedBy(counts: readonly ForbiddenCount[], keyOf: (one: ForbiddenCount) => string): Map<string, Count[]> {
  const groups = new Map<string, Count[]>();
  for (const one of counts) {
    const group = groups.get(keyOf(one)) ?? [];
    const same = group.find(({ kind, outcome }) => kind === one.kind && outcome === one.outcome);
    if (same) same.count += one.count;
    else group.push({ kind: one.kind, outcome: one.outcome, count: one.count });
    groups.set(keyOf(one), group);
  }
  return groups;
}

/** What was replaced in time counts for nobody. */
function total(counts: readonly Count[]): number {
  return counts.reduce((sum, { outcome, count }) => sum + (outcome === 'replaced' ? 0 : count), 0);
}

function useOf(
  { clock, ids, timeZone }: Runtime, person: DeskPerson, conversationId: string, outcome: ForbiddenOutcome, { entry, kind, severity, start, end }: ForbiddenFinding, { text, reason }: Checked, seq: number | null,
): ForbiddenUse {
  const at_ms = clock.now_ms();
  // As long as the text itself, so that the places of what was found stay true.
  const masked = maskForLog(text);
  return {
    id: ids.id(), at_ms, day: dayOf(at_ms, timeZone), personId: person.id, conversationId, seq, entry, kind, severity, outcome,
    found: masked.slice(start, end), excerpt: masked.slice(Math.max(0, start - AROUND), end + AROUND), reason: severity === 'reason' ? (reason ?? null) : null,
  };
}
