import { ContentDraft } from '../storage/content.ts';
import { examine } from '../studio/doctor.ts';
import { SEVERITIES, type Finding, type FindingKind, type Severity } from '../studio/doctor/finding.ts';
import { commandConfig, printJson, progressBar } from './common.ts';

const TITLES: Readonly<Record<Severity, string>> = { error: 'Errors', warning: 'Warnings', note: 'Notes' };

/** `jieda doctor`: examines the content draft. Needs no storage, so it also runs beside a server. Exit code 1 when there are errors. */
export async function runDoctor({ deep = false, json = false }: { deep?: boolean; json?: boolean }): Promise<void> {
  const draft = new ContentDraft(commandConfig().contentPath);
  const findings = await examine(draft, deep ? progressBar() : undefined);
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, findings.filter((one) => one.severity === severity).length]));
  if (json) printJson({ counts, findings });
  else process.stdout.write(`${print(findings)}\n`);
  if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}

function print(findings: readonly Finding[]): string {
  const groups = SEVERITIES.flatMap((severity) => groupOf(TITLES[severity], findings.filter((one) => one.severity === severity)));
  return groups.length === 0 ? 'Nothing found.' : groups.join('\n');
}

function groupOf(title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  return [`${title} (${findings.length})`, ...kinds.flatMap((kind) => kindOf(kind, findings.filter((one) => one.kind === kind))), ''];
}

function kindOf(kind: FindingKind, findings: readonly Finding[]): string[] {
  return [`  ${kind} (${findings.length})`, ...findings.map(lineOf)];
}

function lineOf({ where, message, texts }: Finding): string {
  const place = where.length > 0 ? `${where.join(', ')}: ` : '';
  return `    ${place}${texts.map((text) => `「${text}」`).join(' ')}${texts.length > 0 ? ' ' : ''}${message}`;
}
