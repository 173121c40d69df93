import type { ForbiddenKind, ForbiddenSeverity } from '../contract/content/forbidden.ts';
import type { ForbiddenOutcome } from '../contract/desk/forbidden.ts';

/** What differs from `data/forbidden.json`. `entry_json` null: as it stands there; `off` 1: it does not hold. Rows are never deleted. */
export type ForbiddenEntryTable = { id: string; entry_json: string | null; off: number; rev: number };

export type ForbiddenUseTable = {
  id: string;
  at: number;
  /** YYYY-MM-DD on the desk's clocks. */
  day: string;
  person_id: string;
  conversation_id: string;
  /** The message; null for one that was refused. */
  seq: number | null;
  entry: string;
  kind: ForbiddenKind;
  severity: ForbiddenSeverity;
  outcome: ForbiddenOutcome;
  /** What was found and the text around it, private data masked; null where it was replaced before it was sent. */
  found: string | null;
  excerpt: string | null;
  /** Why it was sent all the same. */
  reason: string | null;
};
