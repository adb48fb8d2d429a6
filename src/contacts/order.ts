import * as z from 'zod';
import { IDENTITY_KINDS } from '../lead/channel/channel.ts';
import { IMPORT_MODES } from '../lead/duplicate-policy.ts';
import type { Lead } from '../lead/lead.ts';
import type { Marketers } from '../lead/marketer.ts';
import { WAYS_IN } from '../lead/submission.ts';
import type { LeadStatus } from '../storage/contacts/records.ts';
import type { LeadRecord } from '../storage/contacts/schema.ts';

const warningSchema = z.object({ code: z.string(), message: z.string(), field: z.string().optional() });
const customSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

export const leadSchema = z.object({
  details: z.record(z.string(), z.string()),
  custom: customSchema,
  contactTypes: z.array(z.string()),
  mailingList: z.boolean().optional(),
  updateExistingDetails: z.boolean().optional(),
  stageId: z.string().optional(),
  stepNotes: z.string().optional(),
  processFields: customSchema,
  marketer: z.string().optional(),
  redirectTo: z.string().optional(),
  defaulted: z.array(z.string()).optional(),
  unknown: z.record(z.string(), z.string()),
  identities: z.array(z.object({ kind: z.enum(IDENTITY_KINDS), value: z.string().min(1) })),
  warnings: z.array(warningSchema),
  isTest: z.boolean().optional(),
  operator: z.string().optional(),
  consent: z.object({ text: z.string(), at: z.string() }).optional(),
  isUnconfirmed: z.boolean().optional(),
  page: z.object({ shown: z.array(z.string()).optional(), processId: z.string().optional() }).optional(),
  confirmedAt: z.string().optional(),
  repair: z.object({ by: z.string(), at: z.string(), values: z.record(z.string(), z.string()) }).optional(),
}) satisfies z.ZodType<Lead>;

/** Everything the writer needs to put one lead through: what was read, and what its channel decided about it. */
export const leadOrderSchema = z.object({
  id: z.string().min(1),
  channelId: z.string(),
  wayIn: z.enum(WAYS_IN),
  sender: z.string(),
  charset: z.string(),
  /** Milliseconds since 1970: when the edge accepted it. */
  receivedAt: z.int().positive(),
  /** 1, and one more for each replay. A lower attempt than the stored one changes nothing. */
  attempt: z.int().positive(),
  /** Of the content, for recognising a double submit. */
  fingerprint: z.string(),
  /** Milliseconds within which identical content is the same lead; 0 turns the rule off. */
  doubleSubmitWindow: z.int().min(0),
  /** The stamp "created by". */
  createdBy: z.string(),
  /** Identities this lead is compared by; none means it always makes a contact. */
  compares: z.array(z.enum(IDENTITY_KINDS)),
  /** Where the task opens; null where the database has no process. */
  task: z.object({ processId: z.string(), stageId: z.string() }).nullable(),
  /** The status a new contact begins with, where a person chose one. */
  statusId: z.string().optional(),
  /** It is a row of an import: what happens to a contact that is known. */
  importMode: z.enum(IMPORT_MODES).optional(),
  raw: z
    .object({
      method: z.enum(['GET', 'POST']),
      query: z.string(),
      contentType: z.string(),
      body: z.string(),
      encoding: z.enum(['text', 'base64']),
      with: z.array(z.string()).optional(),
    })
    .nullable(),
  rawIndex: z.int().min(0),
  rawOf: z.string().nullable(),
  lead: leadSchema,
  rejection: z
    .object({
      code: z.string(),
      status: z.union([z.literal(400), z.literal(413), z.literal(415), z.literal(422)]),
      message: z.string(),
      field: z.string().optional(),
    })
    .nullable(),
  /** Why it is kept aside instead of becoming a contact: a provider's test, a spam verdict. */
  quarantine: z.string().nullable(),
  /** We could not write it; only the receipt is to be written, as failed. */
  failure: z.boolean().optional(),
});
export type LeadOrder = z.infer<typeof leadOrderSchema>;

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
