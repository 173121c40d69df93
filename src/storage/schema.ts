import type { Kysely } from 'kysely';
import type { ConversationState, MessageKind, Sender } from '../contract/message.ts';

/**
 * The tables, alike on both engines. Times are ms since the epoch; columns that end in `_json` hold JSON text; a flag that is
 * null has not happened yet. Rows are read and written only by the file of their aggregate in this folder.
 */
export type Schema = {
  conversation: ConversationTable;
  message: MessageTable;
  person: PersonTable;
  session: SessionTable;
  link: LinkTable;
  release: ReleaseTable;
  setting: SettingTable;
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
};

export type SessionTable = { token_hash: string; person_id: string; created_at: number; expires_at: number };

export type LinkTable = {
  token_hash: string;
  role: PersonTable['role'];
  created_at: number;
  expires_at: number;
  used_at: number | null;
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

export type SettingTable = { name: string; value: string };

/** A connection on which queries run: inside `transaction` the transaction's, otherwise one that sees committed rows only. */
export type Database = Kysely<Schema>;
