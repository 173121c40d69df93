import type { GapKind } from '../contract/studio/analytics.ts';

/** How often customers asked for an intent in one hour of a day, by the desk's clocks. */
export type QuestionCountTable = {
  /** YYYY-MM-DD. */
  day: string;
  /** 0 to 23. */
  hour: number;
  intent: string;
  asked: number;
};

/** A line of a customer that the bot did not handle well. */
export type GapTable = {
  conversation_id: string;
  seq: number;
  kind: GapKind;
  /** YYYY-MM-DD by the desk's clocks, and the instant. */
  day: string;
  at: number;
  /** The intent that it was taken for, or that it came nearest to; null where it came near none. */
  nearest: string | null;
  /** How sure the bot was of that, from 0 to 1. */
  confidence: number;
};
