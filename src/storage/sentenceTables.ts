import type { Generated } from 'kysely';
import type { Domain } from '../contract/content/intent.ts';
import type { Emotion } from '../contract/meaning.ts';
import type { Outcome, SentenceKind, SentenceReason, SentenceState } from '../contract/studio/review.ts';

/** What happened in a conversation and says that the bot may not have understood; waits to be taken into the review queue. `seq` 0: the conversation as a whole. */
export type DoubtTable = { conversation_id: string; seq: number; reason: SentenceReason; at: number };

/** From where a conversation was opened: a key that tells on one day whether two came from the same place, and nothing else. */
export type ConversationOriginTable = { conversation_id: string; origin: string };

/** Sentences that are alike. `text`: the first one, that others are compared with. */
export type SentenceGroupTable = {
  id: string;
  text: string;
  claimed_by: string | null;
  claimed_until: number;
  /** Of its sentences: how many wait for a label, on how many people differ, how often the open ones were said, and when last. */
  open: number;
  disputed: number;
  frequency: number;
  last_seen: number;
  /** How much a label of it teaches; larger goes first. */
  value: number;
};

/** Under which numbers a group is found by texts that are like it. */
export type SentenceBandTable = { band: number; group_id: string };

export type SentenceTable = {
  id: string;
  kind: SentenceKind;
  /** The same for sentences that differ in nothing but marks and spelling; once a kind. */
  key: string;
  text: string;
  /** Of an import: the file in which it stood last. */
  file: string | null;
  count: number;
  first_seen: number;
  last_seen: number;
  state: SentenceState;
  group_id: string;
  /** SentenceReasons, each between blanks, so that one can be looked for. */
  reasons: string;
  guess_intent: string;
  /** Guess. */
  guess_json: string;
  /** How unsure its meaning is, 0 to 1. */
  doubt: number;
  hint: string | null;
  /** Where it was said last. */
  conversation_id: string | null;
  seq: number | null;
  /** What people decided; null unless labelled. */
  intent: string | null;
  emotion: Emotion | null;
  decided_at: number | null;
  outcome: Outcome | null;
  applied_at: number | null;
  /** The release that served when it was applied. */
  applied_release: number | null;
};

/** Which customers said a sentence, each once. */
export type SentencePlaceTable = { sentence_id: string; customer_key: string; at: number };

/** How many sentences of one origin were taken on a day. */
export type SentenceIntakeTable = { day: string; origin: string; count: number };

/** What somebody said of a sentence; of each person the last one counts. `intent` null: to be ignored. */
export type SentenceLabelTable = {
  id: Generated<number>;
  decision_id: string;
  sentence_id: string;
  person_id: string;
  intent: string | null;
  emotion: Emotion;
  at: number;
};

/** Intents that labels name and that are created when those go into the draft. */
export type PlannedIntentTable = { id: string; name: string; domain: Domain; description: string; person_id: string; at: number };
