import type { Generated } from 'kysely';
import type { PersonRight } from '../contract/desk/people.ts';

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

/** What somebody may do besides what the role allows. */
export type PersonRightTable = { person_id: string; right: PersonRight };

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
