import type { WebhookEvent } from '../contract/desk/webhooks.ts';

/** A program that calls us. Only the hash of its secret is stored; `prefix` is how people recognise it. */
export type ApiKeyTable = {
  id: string;
  name: string;
  prefix: string;
  secret_hash: string;
  /** Scope[]. */
  scopes_json: string;
  created_at: number;
  created_by: string;
  expires_at: number | null;
  used_at: number | null;
  revoked_at: number | null;
};

/** A system that is told what happens. Its secrets stand in clear: signatures are reckoned from them. */
export type WebhookTable = {
  id: string;
  name: string;
  url: string;
  /** WebhookEvent[]. */
  events_json: string;
  secret: string;
  /** The secret before this one, and until when it signs, too. */
  former_secret: string | null;
  former_until: number | null;
  created_at: number;
  /** While it is paused: since when, and whether a person wanted it or too many deliveries failed. */
  paused_at: number | null;
  pause_reason: 'chosen' | 'failures' | null;
  /** Attempts in a row that failed. */
  failures: number;
  rev: number;
};

/** One attempt to deliver. */
export type WebhookDeliveryTable = {
  id: string;
  webhook_id: string;
  /** What was sent: the same for every attempt, and for sending it again. */
  item_id: string;
  event: WebhookEvent | 'test';
  /** Id of the conversation or number of the ticket that it tells about. */
  subject: string | null;
  body_json: string;
  at: number;
  duration_ms: number;
  /** HTTP status; null where no answer came. */
  status: number | null;
  /** Code of the error; null once it was taken. */
  problem: string | null;
  /** How the answer began. */
  answer: string | null;
};
