/** The kinds of entrance a lead can come by; `product.md` calls this the *way in*. */
export const WAYS_IN = [
  'html-form',
  'xml',
  'url',
  'json',
  'mail',
  'internal-form',
  'portal',
  'api',
  'import',
  'manual',
  'copy',
] as const;
export type WayIn = (typeof WAYS_IN)[number];

/**
 * One inquiry as a sender wrote it: names and values, decoded but not yet understood.
 * A body may hold several. Names keep the sender's spelling; an array-like sender repeats the name.
 */
export interface Submission {
  /** In the sender's order; the first non-empty value of a field wins, except for many-of fields, which collect. */
  pairs: Pair[];
  /** The shape that was recognised, such as `frontask-xml`, `elementor` or `generic`. */
  sender: string;
  /** The provider's own id of this lead; with the same words it is the same lead. */
  providerLeadId?: string;
  /** The provider says this is a test: shown and marked, never written as a contact. */
  isTest?: boolean;
  /** It only announces a lead, whose fields are still to be fetched: kept aside, and no reason to refuse it. */
  isNotification?: boolean;
  /** It tells of something else than a lead: the sender is thanked, and nothing is kept. */
  isNothing?: boolean;
  /** All phones and addresses beside the person's are the business's own: nobody is answered by them. */
  isOursBeside?: boolean;
  /** The secret the sender shows to be believed. Checked where the lead arrives, and kept nowhere. */
  proof?: string;
  /** The token of Turnstile's widget in the form, by which its visitor can be asked about. */
  turnstile?: string;
  /** What the reader wants the business to see about how it read this. */
  warnings: Warning[];
}

/**
 * A lead has no more fields (PHP reads no more of a form either). What has more is refused before anything is matched.
 */
export const MOST_PAIRS = 1000;

export interface Pair {
  name: string;
  value: string;
  /** A second name for the same value, tried when `name` says nothing: a label beside a field id. */
  label?: string;
  /** Where the sender put it: fields of the process live on the task, not on the contact. */
  scope?: 'contact' | 'process';
  /** It speaks of somebody or something other than the person who asks: kept, and never the person's. */
  whose?: 'other';
  /** What the sender's form declares it to be, for a question whose words say nothing. */
  declares?: 'phone' | 'email';
}

/** Something the business should know about a lead that was accepted all the same. */
export interface Warning {
  code: string;
  /** English, one sentence. The app translates by `code`. */
  message: string;
  /** The field concerned, as the sender named it. */
  field?: string;
}

/** Why a lead is not one. A value, never an exception: the sender's fault, and never retried. */
export interface Rejection {
  code: string;
  /** The HTTP status a waiting sender gets. */
  status: 400 | 413 | 415 | 422;
  /** English, one or two sentences that say what to do. */
  message: string;
  field?: string;
}
