import type { Generated, Kysely } from 'kysely';
import type { CloseReason, ConversationState, MessageKind, Sender, Visibility } from '../contract/message.ts';
import type { Emotion } from '../contract/meaning.ts';
import type { ReviewReason, ReviewState } from '../contract/desk/quality.ts';
import type { ApiKeyTable, WebhookDeliveryTable, WebhookTable } from './integrationTables.ts';
import type { LinkTable, ParticipantTable, PersonRightTable, PersonTable, PersonTeamTable, PresenceTable, RecoveryCodeTable, SessionTable, TeamTable } from './peopleTables.ts';
import type { GapTable, QuestionCountTable } from './questionTables.ts';
import type { TicketEntryTable, TicketTable } from './ticketTables.ts';
import type {
  ConversationOriginTable, DoubtTable, PlannedIntentTable, SentenceBandTable, SentenceGroupTable, SentenceIntakeTable, SentenceLabelTable, SentencePlaceTable, SentenceTable,
} from './sentenceTables.ts';
import type { EvaluationTable, JobTable, ReleaseTable, ShadowCountTable, ShadowDifferenceTable } from './studioTables.ts';
import type { ForbiddenEntryTable, ForbiddenUseTable } from './forbiddenTables.ts';

/**
 * The tables, alike on both engines. Times are ms since the epoch; columns that end in `_json` hold JSON text; a flag that is
 * null has not happened yet. Rows are read and written only by the file of their aggregate in this folder.
 */
export type Schema = {
  conversation: ConversationTable;
  document_version: DocumentVersionTable;
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
  look_picture: LookPictureTable;
  forbidden_entry: ForbiddenEntryTable;
  forbidden_use: ForbiddenUseTable;
  question_count: QuestionCountTable;
  gap: GapTable;
  job: JobTable;
  api_key: ApiKeyTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
  doubt: DoubtTable;
  conversation_origin: ConversationOriginTable;
  sentence: SentenceTable;
  sentence_group: SentenceGroupTable;
  sentence_band: SentenceBandTable;
  sentence_place: SentencePlaceTable;
  sentence_intake: SentenceIntakeTable;
  sentence_label: SentenceLabelTable;
  planned_intent: PlannedIntentTable;
  evaluation: EvaluationTable;
  shadow_difference: ShadowDifferenceTable;
  shadow_count: ShadowCountTable;
  person_right: PersonRightTable;
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
  /** When everything that was said in it was erased. */
  erased_at: Generated<number | null>;
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

/** `rev` grows with every change by a person. */
export type SettingTable = { name: string; value: string; rev: Generated<number> };

export type RatingTable = {
  conversation_id: string;
  score: number;
  reasons_json: string;
  comment: string | null;
  at: number;
  changed_at: number;
  recommend: number | null;
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
  /** Whom it is for; null: the shop's system that passes notifications on. */
  webhook_id: string | null;
  /** Id of the conversation or number of the ticket that it tells about. */
  subject: string | null;
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

/** A picture that the widget shows of itself. */
export type LookPictureTable = { key: string; type: string; content: Uint8Array; at: number };

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
  /** How much its customer asked; null until that is counted. */
  questions: number | null;
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

/** A version of a document of the content draft. `number` counts from 1 within the document. */
export type DocumentVersionTable = { kind: string; document: string; number: number; at: number; actor: string | null; content_json: string };

/** A connection on which queries run: inside `transaction` the transaction's, otherwise one that sees committed rows only. */
export type Database = Kysely<Schema>;
