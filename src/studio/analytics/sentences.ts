import { toIso } from '../../base/clock.ts';
import { LIMITS } from '../../base/limits.ts';
import { GAP_KINDS, type AnalyticsSentence, type AnalyticsSentencesQuery, type GapKind } from '../../contract/studio/analytics.ts';
import { listAsked, listCourse, listGaps } from '../../storage/question.ts';
import { maskForLog } from '../../text/privacy.ts';
import type { Studio } from '../studio.ts';

/** What stands in a query for lines that came near no intent. */
const NONE = 'none';

/** The sentences behind a number: those that were not handled well, or, of conversations, what their customers asked about the intent. */
export async function sentencesBehind({ storage: { read }, settings }: Pick<Studio, 'storage' | 'settings'>, { from, to, intent, failure }: AnalyticsSentencesQuery): Promise<{ sentences: AnalyticsSentence[]; more: boolean }> {
  const rowsMax = LIMITS.analyticsSentences;
  if (isGap(failure)) {
    const lines = await listGaps(read, { from, to, kinds: [failure], nearest: intent === NONE ? null : intent }, rowsMax + 1);
    return { sentences: lines.slice(0, rowsMax).map(present), more: lines.length > rowsMax };
  }
  const ids = await listCourse(read, { from, to, intent, which: failure, lowRating: settings.get('quality.rules').lowRating }, rowsMax + 1);
  const asked = new Map<string, Parameters<typeof present>[0]>();
  for (const line of await listAsked(read, ids.slice(0, rowsMax))) {
    // The last that was about it; where none was, the last of all.
    if (line.intent === intent || !asked.has(line.conversationId)) asked.set(line.conversationId, line);
  }
  return { sentences: ids.flatMap((id) => asked.get(id) ?? []).map(present), more: ids.length > rowsMax };
}

function isGap(failure: string): failure is GapKind {
  return (GAP_KINDS as readonly string[]).includes(failure);
}

function present({ conversationId, seq, at_ms, text }: { conversationId: string; seq: number; at_ms: number; text: string }): AnalyticsSentence {
  return { conversationId, seq, at: toIso(at_ms), text: maskForLog(text) };
}
