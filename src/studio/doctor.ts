import type { ReleaseContent } from '../contract/content/release.ts';
import type { ContentDraft } from '../storage/content.ts';
import { findingsOfRefusal } from './doctor/dialogs.ts';
import type { Finding } from './doctor/finding.ts';
import { examinePlaces } from './doctor/misplaced.ts';
import { examineOptions } from './doctor/options.ts';
import { bySeverity, examineContent } from './doctor/whole.ts';
import { learnHere, type Learning, type Progress } from './learning.ts';
import { loadUnderstanding } from '../text/model.ts';

/**
 * Examines the content draft: what cannot become a release, what contradicts itself, what probably misleads. The worst comes first.
 * `deep` also looks for examples in the wrong intent by cross-validation, and whether a model of the draft understands the quick replies; it
 * takes nearly twice as long as training, and is told of its progress; `learning` says where.
 */
export async function examine(draft: Pick<ContentDraft, 'readAll' | 'readForbidden'>, deep?: Progress, learning: Learning = learnHere): Promise<Finding[]> {
  const read = await readDraft(draft);
  if ('refused' in read) return read.refused;
  const { content, forbidden } = read;
  const findings = examineContent(content, forbidden);
  if (deep) {
    // What is no pattern cannot understand anything.
    const canUnderstand = !findings.some(({ kind }) => kind === 'invalid');
    findings.push(...(await examinePlaces(content, learning, { onProgress: deep })));
    if (canUnderstand) findings.push(...examineOptions(content, loadUnderstanding(content, await learning('train', content, { onProgress: deep })).understand));
  }
  return bySeverity(findings);
}

type Draft = { content: ReleaseContent; forbidden: Awaited<ReturnType<ContentDraft['readForbidden']>> };

async function readDraft(draft: Pick<ContentDraft, 'readAll' | 'readForbidden'>): Promise<Draft | { refused: Finding[] }> {
  try {
    return { content: await draft.readAll(), forbidden: await draft.readForbidden() };
  } catch (error) {
    return { refused: findingsOfRefusal(error) };
  }
}
