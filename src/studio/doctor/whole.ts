import type { ForbiddenEntry } from '../../contract/content/forbidden.ts';
import type { ReleaseContent } from '../../contract/content/release.ts';
import { examineDialogs } from './dialogs.ts';
import { examineExamples } from './examples.ts';
import { SEVERITIES, type Finding } from './finding.ts';
import { examineRules } from './rules.ts';

/** Everything that a content says of itself, without a model. In no particular order. */
export function examineContent(content: ReleaseContent, forbidden: readonly ForbiddenEntry[]): Finding[] {
  return [...examineDialogs(content, forbidden), ...examineExamples(content.intents), ...examineRules(content.intents)];
}

/** The worst first. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
