import type { ConversationsResult, PlayedConversation } from '../../../contract/studio/conversations.ts';
import type { Job } from '../../../contract/studio/jobs.ts';

/** What the newest run that played a file said of it. `rev`: the revision that was played. */
export type FileResult = { rev: string; at: string; release: number; results: PlayedConversation[] };

/** File → its newest result; `jobs` are the newest first. A run of one conversation takes the place of that one only. */
export function resultsOf(jobs: readonly Job[]): Map<string, FileResult> {
  const byFile = new Map<string, FileResult>();
  for (const job of [...jobs].reverse()) {
    if (job.state !== 'done' || job.kind !== 'conversations') continue;
    const { revs, release, results } = job.result as ConversationsResult;
    for (const [file, rev] of Object.entries(revs)) {
      const played = results.filter((result) => result.file === file);
      const lines = new Set(played.map(({ line }) => line));
      const before = byFile.get(file);
      const kept = before?.rev === rev ? before.results.filter(({ line }) => !lines.has(line)) : [];
      byFile.set(file, { rev, release, at: job.endedAt ?? job.startedAt, results: [...kept, ...played].sort((a, b) => a.line - b.line) });
    }
  }
  return byFile;
}
