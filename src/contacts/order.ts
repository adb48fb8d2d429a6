import type { IdentityKind } from '../lead/channel/channel.ts';
import type { ImportMode } from '../lead/duplicate-policy.ts';
import type { Lead } from '../lead/lead.ts';
import type { Marketers } from '../lead/marketer.ts';
import type { LeadStatus } from '../lead/outcome.ts';
import type { StoredRaw } from '../lead/raw.ts';
import type { Rejection, WayIn } from '../lead/submission.ts';
import type { LeadRecord } from '../storage/contacts/schema.ts';

/** Everything the writer needs to put one lead through: what was read, and what its channel decided about it. */
export interface LeadOrder {
  id: string;
  channelId: string;
  wayIn: WayIn;
  sender: string;
  charset: string;
  /** Milliseconds since 1970: when the edge accepted it. */
  receivedAt: number;
  /** 1, and one more for each replay. A lower attempt than the stored one changes nothing. */
  attempt: number;
  /** Of the content, for recognising a double submit. */
  fingerprint: string;
  /** Milliseconds within which identical content is the same lead; 0 turns the rule off. */
  doubleSubmitWindow: number;
  /** The stamp "created by". */
  createdBy: string;
  /** Identities this lead is compared by; none means it always makes a contact. */
  compares: IdentityKind[];
  /** Where the task opens; null where the database has no process. */
  task: { processId: string; stageId: string } | null;
  /** The status a new contact begins with, where a person chose one. */
  statusId?: string;
  /** It is a row of an import: what happens to a contact that is known. */
  importMode?: ImportMode;
  /** The bytes it came as; null where the row of another lead, `rawOf`, holds them. */
  raw: StoredRaw | null;
  rawIndex: number;
  rawOf: string | null;
  lead: Lead;
  rejection: Rejection | null;
  /** Why it is kept aside instead of becoming a contact: a provider's test, a spam verdict. */
  quarantine: string | null;
  /** We could not write it; only the receipt is to be written, as failed. */
  failure?: boolean;
}

/**
 * What became of an order. `later`: nothing was written and the caller must come again. `nowhere`: there is no such
 * database, so coming again is no use.
 */
export type Outcome =
  | { id: string; status: Exclude<LeadStatus, 'queued'>; contactNumber: number | null }
  | { id: string; status: 'later' }
  | { id: string; status: 'nowhere' };

/** The database's own rules that the writer applies. */
export interface DatabaseRules {
  allowDuplicates: boolean;
  newStatusId: string;
  notInterestedStatusId: string;
  country: string;
  junk: string[];
  marketers: Marketers;
}

/** What would become of a lead: its row, as far as it says what was decided. */
export type Rehearsed = Pick<LeadRecord, 'status' | 'contactNumber' | 'outcome'>;
