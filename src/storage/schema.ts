import type { Generated, Kysely } from 'kysely';
import type { CloseReason, ConversationState, MessageKind, Sender, Visibility } from '../contract/message.ts';
import type { Emotion } from '../contract/meaning.ts';
import type { ReviewReason, ReviewState } from '../contract/desk/quality.ts';
import type { ApprovalState } from '../contract/desk/tickets.ts';
import type { NewTicket, TicketKind, TicketState } from '../contract/ticket.ts';
import type { ForbiddenEntryTable, ForbiddenUseTable } from './forbiddenTables.ts';

/**
 * The tables, alike on both engines. Times are ms since the epoch; columns that end in `_json` hold JSON text; a flag that is
 * null has not happened yet. Rows are read and written only by the file of their aggregate in this folder.
 */
export type Schema = {
  conversation: ConversationTable;
  message: MessageTable;
  person: PersonTable;
  recovery_code: RecoveryCodeTable;
  team: TeamTable;
  person_team: PersonTeamTable;
  presence: PresenceTable;
  participant: ParticipantTable;
  session: SessionTable;
  link: LinkTable;
  release: ReleaseTable;
  setting: SettingTable;
  ticket: TicketTable;
  ticket_entry: TicketEntryTable;
  rating: RatingTable;
  outbox: OutboxTable;
  audit: AuditTable;
  state_change: StateChangeTable;
  tally: TallyTable;
  review: ReviewTable;
  review_reason: { conversation_id: string; reason: ReviewReason };
  search_line: SearchLineTable;
  /** SQLite only. */
  search_words: { rowid: number; words: string };
  search_backlog: SearchBacklogTable;
  tag: TagTable;
  conversation_tag: ConversationTagTable;
  canned: CannedTable;
  read_mark: ReadMarkTable;
  file: FileTable;
  forbidden_entry: ForbiddenEntryTable;
  forbidden_use: ForbiddenUseTable;
};

export type ConversationTable = {
  id: string;
  token_hash: string;
  state: ConversationState;
  /** Number of the last message. */
  seq: number;
  /** DialogState. */
  dialog_json: string;
  /** Customer, as the site's signature vouched for it. */
  customer_json: string;
  page: string | null;
  agent_id: string | null;
  /** HandOver, kept after the hand-over for the desk's card. */
  hand_over_json: string | null;
  skill: string | null;
  /** Larger is served first. */
  priority: number;
  /** PendingLookUp: what the decision waits for. */
  pending_json: string | null;
  opened_at: number;
  updated_at: number;
  queued_at: number | null;
  accepted_at: number | null;
  closed_at: number | null;
  /** When the customer's silence has to be answered to; null while our side owes the next word. */
  silence_due_at: number | null;
  close_reason: CloseReason | null;
  /** The conversation that this one goes on from. */
  previous_id: string | null;
  /** The customer's id at the site, as in `customer_json`. */
  external_id: string | null;
  /** Of those who wait: when they came, moved back by their priority. The smallest is served first. */
  ranked_at: number | null;
  /** Whom it is offered to, and until when the offer stands. */
  offered_to: string | null;
  offer_until: number | null;
  /** Pass[]: who declined or did not answer, and when. */
  passed_json: string | null;
  /** The person whom a colleague wants to have it. */
  target_agent_id: string | null;
  /** The team that a colleague wants to have it; null: the one of the hand-over. */
  team_id: string | null;
  /** Who served it last, also after it was given back. */
  last_agent_id: string | null;
  /** Until when a person should have answered; null while nobody waits for one. */
  reply_due_at: number | null;
  /** Of the customer's last message. */
  emotion: Emotion | null;
  /** Why the bot alone may not do, separated by spaces; null while it does. */
  attention: string | null;
};

export type MessageTable = {
  conversation_id: string;
  seq: number;
  sender: Sender;
  kind: MessageKind;
  text: string;
  client_id: string | null;
  /** SHA-256 of what the client sent under `client_id`: the same id with another body is refused. */
  digest: string | null;
  options_json: string | null;
  card_json: string | null;
  agent_id: string | null;
  /** Meaning, for messages of customers that the bot understood. */
  meaning_json: string | null;
  /** Explanation: template, variant, reason, release. */
  explanation_json: string | null;
  at: number;
  /** Who may read it. */
  visibility: Generated<Visibility>;
  /** When it was taken back; its text is empty then. */
  recalled_at: number | null;
  /** The number of the line that this one takes back. */
  recalls: number | null;
  /** SentFile. */
  file_json: string | null;
};

export type PersonTable = {
  id: string;
  login: string;
  name: string;
  worker_number: string;
  role: 'agent' | 'supervisor' | 'admin';
  password_hash: string;
  created_at: number;
  disabled_at: number | null;
  /** Last sign of life of a desk that this person has open. */
  seen_at: number | null;
  /** Base32; null without a second factor. In clear: codes are reckoned from it. */
  totp_secret: string | null;
  /** A secret that is shown and not confirmed yet. */
  totp_pending: string | null;
  /** The step of 30 s whose code was used last: none of it or before is taken again. */
  totp_step: number | null;
  /** Wrong codes since the last right one, and until when none is taken. */
  wrong_codes: Generated<number>;
  locked_until: number | null;
};

export type RecoveryCodeTable = { person_id: string; code_hash: string; used_at: number | null };

export type TeamTable = { id: string; name: string; created_at: number };

/** Whether somebody takes conversations. Whether their desk is open tells `person.seen_at`. */
export type PresenceTable = {
  person_id: string;
  status: 'online' | 'busy' | 'away';
  /** Who set it: the person, or the desk, because nobody was there or two offers were missed. */
  reason: 'chosen' | 'idle' | 'missed';
  since: number;
  /** When their last desk was closed or lost; null while one is open. */
  gone_at: number | null;
  /** Offers missed in a row. */
  missed: number;
  /** When they were last offered a conversation. */
  offered_at: number | null;
  /** How many conversations they serve at once; null: as many as the setting says. */
  capacity: number | null;
};

/** A colleague who was invited into a conversation that somebody else serves. */
export type ParticipantTable = { conversation_id: string; person_id: string; invited_by: string; at: number };

/** `level` 1 to 3: helps out, knows it, knows it best. */
export type PersonTeamTable = { person_id: string; team_id: string; level: number };

export type SessionTable = {
  token_hash: string;
  person_id: string;
  created_at: number;
  expires_at: number;
  /** What the session is called when its person ends it; opens nothing. */
  id: string | null;
  address: string | null;
  /** The browser, as it names itself. */
  device: string | null;
  seen_at: number | null;
};

export type LinkTable = {
  token_hash: string;
  role: PersonTable['role'];
  created_at: number;
  expires_at: number;
  used_at: number | null;
  /** Whose password the link sets; null for one that creates an account. */
  person_id: string | null;
  /** TeamMembership[] that a new account begins with. */
  teams_json: string | null;
};

export type ReleaseTable = {
  number: number;
  hash: string;
  /** ReleaseContent. */
  content_json: string;
  model: Uint8Array;
  model_hash: string;
  created_at: number;
};

/** `rev` grows with every change by a person. */
export type SettingTable = { name: string; value: string; rev: Generated<number> };

export type TicketTable = {
  number: string;
  kind: TicketKind;
  state: TicketState;
  conversation_id: string | null;
  /** The customer's id at the site. */
  external_id: string | null;
  customer_name: string | null;
  /** In clear: somebody has to reach the customer. */
  contact: string | null;
  skill: NewTicket['skill'];
  content: string;
  reason: string | null;
  wish: string | null;
  /** Labels and values. */
  details_json: string;
  emotion: NewTicket['emotion'];
  /** 0 or 1. */
  urgent: number;
  /** What is to be done, who approved it, what came of it, and what the customer says about that. */
  proposal: string | null;
  approval: string | null;
  result: string | null;
  satisfaction: string | null;
  /** `bot`, or the id of a person. */
  recorded_by: string;
  assignee_id: string | null;
  opened_at: number;
  due_at: number | null;
  /** When something has to happen to it next: a reminder, its time running out, word to the customer. */
  duty_at: number | null;
  done_at: number | null;
  updated_at: number;
  /** Grows with every change. */
  rev: number;
  /** How often somebody named the number with a wrong contact, and when last. */
  wrong_contacts: number;
  wrong_contact_at: number | null;
  team_id: string | null;
  /** When the time that `due_at` ends began to run, and when people are reminded of it. */
  clock_at: number;
  remind_at: number | null;
  /** When the customer last heard of it, and since when its people are asked for something new to tell. */
  told_at: number;
  asked_at: number | null;
  approval_state: ApprovalState | null;
  approval_by: string | null;
  approval_at: number | null;
  /** IncidentReport. */
  report_json: string | null;
  /** Until when a supervisor has to answer the report; null when none waits. */
  answer_due_at: number | null;
  /** The ticket of which it is a duplicate. */
  merged_into: string | null;
  /** Under which a desk recorded it. */
  client_id: string | null;
};

export type TicketEntryTable = {
  ticket_number: string;
  /** From 1, without gaps in its ticket. */
  seq: number;
  at: number;
  /** `bot`, `customer`, `clock`, or the id of a person. */
  by: string;
  kind:
    | 'opened' | 'note' | 'progress' | 'reminder' | 'overdue' | 'feedback' | 'asked' | 'assigned' | 'changed' | 'state' | 'result'
    | 'proposal' | 'approval' | 'report' | 'answer' | 'merged' | 'satisfaction';
  text: string;
  /** 0 or 1: whether the customer may read it. */
  visible: number;
};

export type RatingTable = {
  conversation_id: string;
  score: number;
  reasons_json: string;
  comment: string | null;
  at: number;
  changed_at: number;
};

export type OutboxTable = {
  id: string;
  kind: string;
  body_json: string;
  created_at: number;
  /** When it is tried next; null once it was given up. */
  due_at: number | null;
  tries: number;
  last_error: string | null;
};

/** Only ever grows; the database refuses to change or delete a line. */
export type AuditTable = {
  seq: Generated<number>;
  at: number;
  /** Id of a person, `command` for the command line, null for somebody unknown. */
  actor: string | null;
  action: string;
  /** Id of what it was done to. */
  subject: string | null;
  /** Network address. */
  origin: string | null;
  details_json: string;
};

/** A line in the full-text index; its words are in a column or a table of their own, by engine. */
export type SearchLineTable = { id: Generated<number>; conversation_id: string; seq: number };
/** Lines that are not in the index yet. */
export type SearchBacklogTable = { conversation_id: string; seq: number; at: number };

export type TagTable = { id: string; name: string; created_at: number };
export type ConversationTagTable = { conversation_id: string; tag_id: string };

/** A reply to insert; `owner_id` null: everybody's. `closes` 0 or 1: the conversation ends with it. */
export type CannedTable = { id: string; owner_id: string | null; title: string; text: string; tags_json: string; closes: number; updated_at: number; rev: number };

/** How far somebody has read: `customer`, or the id of a person. */
export type ReadMarkTable = { conversation_id: string; reader: string; seq: number; at: number };

export type FileTable = { key: string; conversation_id: string; type: string; content: Uint8Array; at: number };

/** A conversation went from one state to another, or from one agent to the next. */
export type StateChangeTable = {
  conversation_id: string;
  /** Number of its last message then. */
  seq: number;
  at: number;
  from_state: ConversationState;
  to_state: ConversationState;
  /** Who served it from then on; the team it belongs to; why it went to a person, and about which intent. */
  agent_id: string | null;
  team_id: string | null;
  reason: string | null;
  intent: string | null;
};

/** What reports count of a conversation that has ended, reckoned once. */
export type TallyTable = {
  conversation_id: string;
  /** On which day of the desk's time zone it ended, YYYY-MM-DD. */
  day: string;
  /** The same for all conversations that are known to be of one customer. */
  customer_key: string;
  /** Of the customer's last message. */
  emotion: 'calm' | 'upset' | 'angry';
  intent: string | null;
  team_id: string | null;
  /** Who served it last. */
  agent_id: string | null;
  /** Why it first went to a person. */
  reason: string | null;
  close_reason: CloseReason | null;
  opened_at: number;
  closed_at: number;
  /** 0 or 1 each: the customer wrote; it went to a person, or to the queue for one; a person served it. */
  written: number;
  handed_over: number;
  served: number;
  /** Answers of people after the first, how many were later than the limit, and how long the customer waited for them together. */
  replies: number;
  late_replies: number;
  reply_ms: number;
  /** How long people served it. */
  handling_ms: number;
  /** The longest that the customer waited for a person's word. */
  longest_silence_ms: number;
  /** From the hand-over until somebody accepted, and until somebody wrote. */
  wait_ms: number | null;
  first_reply_ms: number | null;
  /** When the same customer came back with the same intent, within the time that counts. */
  returned_at: number | null;
  /** 0 or 1: whether the first answer kept its limit; null where none was owed. */
  first_kept: number | null;
};

/** What supervisors think of a conversation that an agent served. */
export type ReviewTable = {
  conversation_id: string;
  agent_id: string;
  state: ReviewState;
  /** Grows with every change. */
  rev: number;
  picked_at: number;
  /** 0 to 100. */
  total: number | null;
  /** Scores. */
  scores_json: string | null;
  comment: string | null;
  scored_by: string | null;
  scored_at: number | null;
  /** What the agent says about it, and the supervisor about that. */
  answer: string | null;
  reply: string | null;
  answered_at: number | null;
  settled_at: number | null;
};

/** A connection on which queries run: inside `transaction` the transaction's, otherwise one that sees committed rows only. */
export type Database = Kysely<Schema>;
