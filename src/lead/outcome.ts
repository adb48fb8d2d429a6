import type { IdentityKind } from './channel/channel.ts';
import type { Token } from './stamps.ts';

/** What became of a lead. `queued` is never stored: it is the answer while there is no row yet. */
export const LEAD_STATUSES = [
  'queued',
  'created',
  'updated',
  'renewed',
  'duplicate',
  'rejected',
  'quarantined',
  'failed',
] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

/** Statuses a person may repair and replay: no contact was written for them. */
export const REPLAYABLE = ['rejected', 'quarantined', 'failed'] as const satisfies LeadStatus[];

/** One field a lead or a person changed on a card. `null` is an empty field. */
export interface Change {
  field: string;
  old: unknown;
  new: unknown;
}

/** Why a lead ended where it did: the inquiry's entry in the contact log. */
export interface LeadOutcome {
  /**
   * What goes into the log: a first inquiry, the alert "repeat inquiry", a copy from another database, a row imported.
   */
  event: 'first inquiry' | 'repeat inquiry' | 'copy' | 'import';
  createdBy: string;
  /** Null where the record brought its own, or was no inquiry. */
  token: Token | null;
  matchedBy: IdentityKind[];
  changes: Change[];
  statusBefore?: string;
  statusAfter?: string;
  /** Identities that were kept for recognising this person, beyond those on the card. */
  furtherIdentities?: { kind: string; value: string }[];
  /** Everything that recognises the contact since this lead; kept where the lead can be undone. */
  addedIdentities?: { kind: string; value: string }[];
  /** Other contacts this lead matched; each pair is in possible duplicates. */
  alsoMatched?: number[];
  /** Ordinal of the task this lead opened. */
  task?: number;
  marketer?: string;
}
