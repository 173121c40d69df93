import type { Caution } from '../contract/content/caution.ts';

/** What the engine says and listens for by itself; the documents must define all of it. */
export const ENGINE_REPLIES = [
  /** The customer opened the chat; opened it again; a person gave the conversation back. */
  'desk.opened', 'desk.opened_again', 'desk.given_back',
  /** Not understood: the first time; so, but with a guess; while the customer waits for a person; in a row, so that a person takes over. */
  'desk.outside', 'desk.unsure', 'desk.outside_queued', 'desk.outside_hand_over',
  /** Anger: soothed first, then handed over; soothed while they wait already. */
  'desk.soothe', 'desk.soothe_hand_over', 'desk.soothe_queued',
  /** One sentence before the matter when the customer is upset. */
  'desk.empathy',
  /** Private data in the message: a password or code; one that is offered; a card number; a phone number. */
  'desk.private_secret', 'desk.private_offer', 'desk.private_number', 'desk.private_phone',
  /** Forms: the offer to come back; coming back; nothing to come back to; dropped at the customer's wish; gone with a new release; given up. */
  'desk.resume_offer', 'desk.resumed', 'desk.nothing_to_resume', 'desk.cancelled', 'desk.form_gone', 'desk.give_up',
  /** The customer looks for what was asked; the shop has not answered yet. */
  'desk.take_time', 'desk.still_looking',
  /** A person was wanted for whom the customer waits already. */
  'desk.already_waiting',
  /** The customer opened the chat again and goes on from an earlier conversation in which something was left open. */
  'desk.opened_continued',
  /** Silence: are you still there; ending because they never wrote; because they fell silent with something open; with nothing open. */
  'desk.silent_ask', 'desk.silent_start_close', 'desk.silent_close_open', 'desk.silent_close',
  /** Abuse: the first warning; again; the end. */
  'desk.harassment', 'desk.harassment_again', 'desk.harassment_close',
  /** The customer apologised to us; a second matter of the same message comes next. */
  'desk.excused', 'desk.next_matter',
  /** Not sure: what was understood, to be confirmed; two meanings to choose from; not that: sorry, and what then; sorry, before the answer. */
  'desk.restate', 'desk.choose', 'desk.misread', 'desk.misread_sorry',
  /** What was told is corrected; which new value, please. Outside hours: nobody is there, and a message can be left; told so again; one was left. */
  'desk.corrected', 'desk.closed', 'desk.closed_again', 'desk.closed_recorded',
  /** When nothing else can be said. Its texts name nothing. */
  'desk.fallback',
] as const;
export type EngineReply = (typeof ENGINE_REPLIES)[number];

/**
 * `solved`, `still` and `trying`: how a check went; `cancel`: leave the form; `harassment`: abuse of the person who serves; `apology`: excuse me;
 * `surely_solved`: said in so many words, whatever was asked; `yes`: a first clause that agrees; `not_meant`: the bot got it wrong; `correction`: what
 * was told before is wrong; `decline`: would rather not say; `lead_in`: clauses before the matter; `secret`: offers a password or code; `sorry`:
 * how a line of ours begins that takes up a feeling.
 */
export const ENGINE_WORDS = [
  'solved', 'still', 'trying', 'cancel', 'harassment', 'apology', 'surely_solved', 'yes', 'not_meant', 'correction', 'decline', 'lead_in', 'secret', 'sorry',
] as const;

/**
 * The form for who cannot be handed over because nobody is there. Its slot `matter` holds the problem as agents restate it; `ticket_number_given` is
 * the ticket that a form is about.
 */
export const ENGINE_FORMS = ['leave_message'] as const;
export const ENGINE_SLOTS = ['matter', 'ticket_number_given'] as const;

/** Buttons of this name stand for the intent that follows. */
export const ASK_OPTION = 'ask_';

/** The way to a person under every answer, and the way back. */
export const ENGINE_OPTIONS = ['person', 'leave_queue'] as const;

export const ENGINE_FIGURES = ['morning_from', 'morning_to', 'desk_opens', 'desk_closes', 'misunderstandings', 'silence_start', 'silence_ask', 'silence_close', 'harassment_close'] as const;

/**
 * How sure the classifier must be. `sure`: its intent counts for more than the context, and may change the topic in the middle of a form.
 * `guess`: below it the bot does not act on the intent, unless the context speaks for it; between the two it asks whether this was meant. `call`: the
 * same for a hand-over, which does less harm. `situation`: below it a rule for topic and words together goes first. `rival`, `near`: from where on, and
 * how close, the second meaning is offered beside the first.
 */
export const CONFIDENCE = { sure: 0.6, guess: 0.4, call: 0.3, situation: 0.75, rival: 0.25, near: 0.2 } as const;
/** How sure the classifier must be so that the bot does not ask whether it was meant. */
export const SURE_ENOUGH: Readonly<Record<Caution, number>> = { bold: 0.5, normal: CONFIDENCE.sure, careful: 0.75 };
/** Steps that one turn may take; documents without circles never come near it. */
export const STEPS_PER_TURN = 30;
/** What a state may hold, so that no conversation grows without end. */
export const REMEMBERED = { suspended: 3, tried: 20, emotions: 200, tickets: 20, clarified: 12, choices: 6, guessLength: 200 } as const;
