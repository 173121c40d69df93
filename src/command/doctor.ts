import type { Language } from '../base/errors.ts';
import { ContentDraft } from '../storage/content.ts';
import { examine } from '../studio/doctor.ts';
import { SEVERITIES, type Finding, type FindingKind, type Severity } from '../studio/doctor/finding.ts';
import { commandConfig, printJson, progressBar } from './common.ts';

const TITLES: Readonly<Record<Language, Record<Severity, string>>> = {
  zh: { error: '错误', warning: '警告', note: '提示' },
  en: { error: 'Errors', warning: 'Warnings', note: 'Notes' },
};
const NOTHING: Readonly<Record<Language, string>> = { zh: '没有发现问题。', en: 'Nothing found.' };

/** `jieda doctor`: examines the content draft. Needs no storage, so it also runs beside a server. Exit code 1 when there are errors. */
export async function runDoctor({ deep = false, json = false, language = languageOf(process.env) }: { deep?: boolean; json?: boolean; language?: Language }): Promise<void> {
  const draft = new ContentDraft(commandConfig().contentPath);
  const findings = await examine(draft, deep ? progressBar() : undefined);
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, findings.filter((one) => one.severity === severity).length]));
  if (json) printJson({ counts, findings: findings.map((one) => ({ ...one, message: one.message[language] })) });
  else process.stdout.write(`${print(findings, language)}\n`);
  if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}

/** The language of the terminal: Chinese where it says so, otherwise English. */
function languageOf({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language {
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('zh') ? 'zh' : 'en';
}

function print(findings: readonly Finding[], language: Language): string {
  const groups = SEVERITIES.flatMap((severity) => groupOf(TITLES[language][severity], findings.filter((one) => one.severity === severity), language));
  return groups.length === 0 ? NOTHING[language] : groups.join('\n');
}

function groupOf(title: string, findings: readonly Finding[], language: Language): string[] {
  if (findings.length === 0) return [];
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  return [`${title} (${findings.length})`, ...kinds.flatMap((kind) => kindOf(kind, findings.filter((one) => one.kind === kind), language)), ''];
}

function kindOf(kind: FindingKind, findings: readonly Finding[], language: Language): string[] {
  return [`  ${kind} (${findings.length})`, ...findings.map((one) => lineOf(one, language))];
}

function lineOf({ where, message, texts }: Finding, language: Language): string {
  const place = where.length > 0 ? `${where.join(', ')}: ` : '';
  return `    ${place}${texts.map((text) => `「${text}」`).join(' ')}${texts.length > 0 ? ' ' : ''}${message[language]}`;
}
