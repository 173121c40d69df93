import { toIso } from '../base/clock.ts';
import { instantOf } from '../base/day.ts';
import type { Language } from '../base/errors.ts';
import { LIMITS } from '../base/limits.ts';
import type { DeskPerson } from '../contract/desk.ts';
import type { AuditLine, AuditQuery } from '../contract/desk/audit.ts';
import type { Runtime } from '../conversation/runtime.ts';
import { listApiKeys } from '../storage/apiKey.ts';
import { audit, listAudit, type AuditFilter, type StoredAudit } from '../storage/audit.ts';
import { listPersons } from '../storage/person.ts';
import { listTeams } from '../storage/team.ts';
import { holderId } from './account/apiKey.ts';
import type { Origin } from './account/origin.ts';
import { fileOf, type Export, type ExportedFile, type ExportFormat } from './export/file.ts';

/** One page of the audit log, newest first. Days are those of the desk's time zone, both included. */
export async function readAuditLog(runtime: Runtime, query: AuditQuery): Promise<{ lines: AuditLine[]; more: boolean }> {
  const stored = await listAudit(runtime.storage.read, filterOf(runtime, query), LIMITS.auditPage + 1);
  return { lines: await present(runtime, stored.slice(0, LIMITS.auditPage)), more: stored.length > LIMITS.auditPage };
}

/** The same lines as a file, at most `LIMITS.auditExport`; that they were taken out is a line itself. */
export async function exportAuditLog(runtime: Runtime, by: DeskPerson, query: AuditQuery, format: ExportFormat, language: Language, origin: Origin): Promise<ExportedFile> {
  const stored = await listAudit(runtime.storage.read, filterOf(runtime, query), LIMITS.auditExport);
  const lines = await present(runtime, stored);
  await runtime.storage.transaction((database) =>
    audit(database, { at_ms: runtime.clock.now_ms(), by: by.id, action: 'export.made', on: 'audit', from: origin.address, details: { format, lines: lines.length } }),
  );
  const rows = lines.map(({ seq, at, actor, key, byCommand, byClock, action, subject, subjectName, address, details }) => [
    seq, { at_ms: Date.parse(at) }, actor?.workerNumber ?? (byCommand ? 'command' : byClock ? 'clock' : key === null ? null : 'key'), actor?.name ?? key?.name ?? null, action, subject, subjectName, address, JSON.stringify(details),
  ]);
  return fileOf({ name: 'audit', title: { zh: '操作记录', en: 'Audit log' }, columns: COLUMNS, rows }, format, language, runtime.timeZone);
}

const COLUMNS: Export['columns'] = [
  { name: 'seq', title: { zh: '序号', en: 'Number' }, width: 8 },
  { name: 'at', title: { zh: '时间', en: 'Time' }, width: 20 },
  { name: 'worker_number', title: { zh: '工号', en: 'Worker number' }, width: 10 },
  { name: 'name', title: { zh: '操作人', en: 'Name' }, width: 14 },
  { name: 'action', title: { zh: '操作', en: 'Action' }, width: 24 },
  { name: 'on', title: { zh: '对象编号', en: 'On' }, width: 24 },
  { name: 'on_name', title: { zh: '对象', en: 'Name of it' }, width: 16 },
  { name: 'from', title: { zh: '来源地址', en: 'Address' }, width: 16 },
  { name: 'details', title: { zh: '详情', en: 'Details' }, width: 40 },
];

function filterOf({ timeZone }: Runtime, { action, actor, from, to, before }: AuditQuery): AuditFilter {
  return {
    action,
    by: actor,
    since_ms: from === undefined ? undefined : instantOf(from, '00:00', timeZone),
    until_ms: to === undefined ? undefined : instantOf(to, '24:00', timeZone),
    before,
  };
}

async function present({ storage: { read } }: Runtime, stored: StoredAudit[]): Promise<AuditLine[]> {
  const people = new Map((await listPersons(read)).map((person) => [person.id, person]));
  const keys = new Map((await listApiKeys(read)).map(({ id, name }) => [id, name]));
  const programs = new Map([...keys].map(([id, name]) => [holderId(id), { id, name }]));
  const teams = new Map((await listTeams(read)).map((team) => [team.id, team]));
  return stored.map(({ seq, at_ms, by, action, on, from, details }) => {
    const actor = by === null ? undefined : people.get(by);
    return {
      seq,
      at: toIso(at_ms),
      actor: actor === undefined ? null : { id: actor.id, name: actor.name, workerNumber: actor.workerNumber },
      key: by === null ? null : (programs.get(by) ?? null),
      byCommand: by === 'command',
      byClock: by === 'clock',
      action,
      subject: on,
      subjectName: on === null ? null : (people.get(on)?.name ?? teams.get(on)?.name ?? keys.get(on) ?? null),
      address: from === '' ? null : from,
      details,
    };
  });
}
