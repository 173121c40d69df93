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
  /** One of our texts calls the customer 你. */
  familiar_you: 'warning',
  /** Nothing a customer says ever fills a slot. */
  slot_never_filled: 'warning',
  /** A quick reply is understood as something else than it is meant for. */
  option_misunderstood: 'warning',
  /** Customers get upset about an intent, and nothing in its dialog takes that up. */
  no_word_for_upset: 'note',
  /** A text has punctuation of half width beside Chinese characters. */
  half_width_punctuation: 'note',
  /** Nothing uses a slot, word list, option, reply, phrase or figure. */
  unused: 'note',
  /** A text stands twice in one intent. */
  duplicate: 'note',
} as const satisfies Record<string, Severity>;
export type FindingKind = keyof typeof KINDS;

/** What was found, in the languages of those who write content. */
export type Message = { zh: string; en: string };

/** One thing found. `where`: names of intents or dialogs, or a file and the place in it; `texts`: the examples it is about. */
export type Finding = { severity: Severity; kind: FindingKind; where: string[]; message: Message; texts: string[] };

export function finding(kind: FindingKind, where: readonly string[], message: Message, texts: readonly string[] = []): Finding {
  return { severity: KINDS[kind], kind, where: [...where], message, texts: [...texts] };
}
