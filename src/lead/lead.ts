import type { IdentityKind } from './channel/channel.ts';
import type { Warning } from './submission.ts';

/** The contact's own fields that a sender can fill, by their name on the card (`product.md`, "A contact's fields"). */
export const DETAILS = [
  'firstName',
  'lastName',
  'company',
  'namePrefix',
  'title',
  'phone',
  'mobile',
  'otherPhone',
  'fax',
  'email',
  'idNumber',
  'gender',
  'birthDate',
  'url',
  'address',
  'city',
  'postalCode',
  'country',
  'notes',
] as const;
export type Detail = (typeof DETAILS)[number];

/** What makes two leads the same person: one normalised value. */
export interface Identity {
  kind: IdentityKind;
  /** Phone: E.164, or bare digits when no plan knows it. E-mail: lower case. ID number: nine digits. */
  value: string;
}

/** A custom field's value: many-of fields hold a list. */
export type CustomValue = string | number | boolean | string[];

/**
 * One inquiry, understood: what the writer needs and nothing of how it came.
 * Values are what the sender typed, trimmed; identities beside them are normalised.
 */
export interface Lead {
  details: Partial<Record<Detail, string>>;
  custom: Record<string, CustomValue>;
  contactTypes: string[];
  /** undefined: the sender said nothing. */
  mailingList?: boolean;
  /** `UpdateExistingDetails`: undefined completes, true replaces, false leaves the card alone. */
  updateExistingDetails?: boolean;
  /** Where the task starts, when the sender named a stage the database has. */
  stageId?: string;
  stepNotes?: string;
  processFields: Record<string, CustomValue>;
  /** Marketer's account number or reference, word for word. */
  marketer?: string;
  /** As sent; whether it is allowed is decided where the answer is made. */
  redirectTo?: string;
  /** Targets whose value is the channel's default: nobody sent it, so it never replaces anything. */
  defaulted?: string[];
  /** Fields nobody understood, by the sender's name. Kept and shown. */
  unknown: Record<string, string>;
  identities: Identity[];
  warnings: Warning[];
  isTest?: boolean;
  /** Who typed it for the person: an answering service's operator. */
  operator?: string;
  /** What the person agreed to, word for word, and when (ISO 8601). */
  consent?: { text: string; at: string };
  /** The person has yet to confirm it by e-mail. */
  isUnconfirmed?: boolean;
  /** A program sent it with an API key, which gives leave to more than a channel does. */
  isOfApi?: boolean;
  /** Of the page of ours it came by: the fields it asked for, and the only process its link allows. */
  page?: { shown?: string[] | undefined; processId?: string | undefined };
  /** What somebody has put right in it since it came: field name → value. The bytes stay as they are. */
  repair?: { by: string; at: string; values: Record<string, string> };
  /** When the person did (ISO 8601). */
  confirmedAt?: string;
}

/** A lead that says nothing: what is kept of a body nobody could read. */
export const emptyLead = (): Lead => ({
  details: {},
  custom: {},
  contactTypes: [],
  processFields: {},
  unknown: {},
  identities: [],
  warnings: [],
});
