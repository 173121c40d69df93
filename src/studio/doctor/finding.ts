/** `error`: the content cannot become a release, or says two things at once; `warning`: it probably misleads; `note`: it could be tidier. */
export const SEVERITIES = ['error', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What the doctor looks for, with how bad it is. The names are part of the JSON answer and keep their meaning. */
export const KINDS = {
  /** A file, a reference or a pattern is wrong; the draft does not compile. */
  invalid: 'error',
  /** The same text is an example of two intents. */
  contradiction: 'error',
  /** The same text stands with two emotions. */
  emotion_conflict: 'error',
  /** A rule of understanding decides against the label of an example, or forbids it. */
  rule_against_example: 'error',
  /** Two intents have nearly the same text. */
  near_duplicate: 'warning',
  /** Cross-validation is sure that an example belongs to another intent. */
  misplaced: 'warning',
  /** No example makes a rule of understanding fire. */
  rule_silent: 'warning',
  few_examples: 'warning',
  /** No dialog rule names the intent, so that only what holds for any intent answers it. */
  no_dialog_rule: 'warning',
  /** One of our texts has a phrase that nobody writes to a customer. */
  forbidden_phrase: 'warning',
  /** A text stands twice in one intent. */
  duplicate: 'note',
} as const satisfies Record<string, Severity>;
export type FindingKind = keyof typeof KINDS;

/** One thing found. `where`: names of intents or dialogs, or a file; `texts`: the examples it is about. */
export type Finding = { severity: Severity; kind: FindingKind; where: string[]; message: string; texts: string[] };

export function finding(kind: FindingKind, where: readonly string[], message: string, texts: readonly string[] = []): Finding {
  return { severity: KINDS[kind], kind, where: [...where], message, texts: [...texts] };
}
