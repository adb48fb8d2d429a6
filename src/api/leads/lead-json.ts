import { z } from '@hono/zod-openapi';
import type { Names } from '../../business/names.ts';
import type { LeadHead, LeadRecord, ShownLead } from '../../contacts/read-lead.ts';
import { leadSchema as fieldsSchema } from '../../lead/lead-schema.ts';
import { LEAD_STATUSES, type LeadOutcome } from '../../lead/outcome.ts';
import { restoreRaw } from '../../lead/raw.ts';
import { WAYS_IN } from '../../lead/submission.ts';
import { isoTime, toIso, toIsoOrNull } from '../http/operation.ts';
import { contactId, taskId } from '../http/resource-ids.ts';

export const changeSchema = z
  .object({
    field: z.string(),
    old: z.unknown().openapi({ description: 'Null: the field was empty' }),
    new: z.unknown(),
  })
  .openapi('Change');

/** What was decided about an inquiry and why; the log shows the same. */
export const outcomeShape = {
  event: z.enum(['first inquiry', 'repeat inquiry', 'copy', 'import']),
  token: z
    .enum(['Hot Lead', 'Renewed'])
    .nullable()
    .openapi({ description: 'Null: the record brought its own, or was no inquiry' }),
  matchedBy: z.array(z.string()).openapi({ description: 'By which identities the contact was recognised' }),
  changes: z.array(changeSchema),
  statusBefore: z.string().nullable().openapi({ description: 'Null: the status was not touched' }),
  statusAfter: z.string().nullable(),
  furtherIdentities: z
    .array(z.object({ kind: z.string(), value: z.string() }))
    .openapi({ description: 'Recognise the contact from now on, though they are not on its card' }),
  alsoMatched: z.array(z.string()).openapi({ description: 'Other contacts that matched; see GET /duplicates' }),
  task: z.string().nullable().openapi({ description: 'The task it opened' }),
  marketer: z.string().nullable(),
};

const outcomeSchema = z.object({ ...outcomeShape, createdBy: z.string() }).openapi('LeadOutcome');

const rejectionSchema = z.object({
  code: z.string(),
  status: z.int(),
  message: z.string(),
  field: z.string().optional(),
});
export const warningSchema = z.object({ code: z.string(), message: z.string(), field: z.string().optional() });

export const leadSummarySchema = z
  .object({
    id: z.string(),
    status: z.enum(LEAD_STATUSES),
    receivedAt: isoTime,
    channelId: z.string().nullable(),
    channel: z.string().nullable().openapi({ description: 'The name of the channel' }),
    wayIn: z.enum(WAYS_IN).nullable(),
    sender: z.string().nullable().openapi({ description: 'The shape that was recognised' }),
    attempt: z.int().openapi({ description: '1, and one more for each replay' }),
    contactId: z.string().nullable(),
    charset: z.string().nullable(),
    rejection: rejectionSchema.nullable(),
    warnings: z.array(warningSchema),
    seenAt: isoTime.nullable().openapi({ description: 'When somebody first marked it as seen; null: nobody has' }),
    erasedAt: isoTime.nullable().openapi({ description: 'When its person was erased; then nothing else is left' }),
  })
  .openapi('LeadSummary');

const rawSchema = z
  .object({
    method: z.enum(['GET', 'POST']),
    query: z.string().openapi({ description: 'As sent, without the question mark' }),
    contentType: z.string(),
    body: z.string(),
    encoding: z.enum(['text', 'base64']).openapi({ description: 'How `body` holds the bytes; text is UTF-8' }),
    charset: z.string().openapi({ description: 'What the bytes were read as' }),
    text: z.string().openapi({ description: 'The bytes as that charset reads them' }),
  })
  .openapi('RawLead');

export const leadDetailSchema = leadSummarySchema
  .extend({
    fields: fieldsSchema.nullable().openapi({ description: 'What was understood; `unknown` holds the rest' }),
    outcome: z.union([outcomeSchema, z.null()]),
    raw: z.union([rawSchema, z.null()]),
  })
  .openapi('Lead');

type Summary = z.infer<typeof leadSummarySchema>;

/** A lead as lists show it. */
export function leadSummaryJson(lead: LeadHead, { channels }: Pick<Names, 'channels'>): Summary {
  const { id, status, channelId, wayIn, sender, attempt, charset, rejection, warnings, contactNumber } = lead;
  return {
    id,
    status,
    receivedAt: toIso(lead.receivedAt),
    channelId,
    channel: channels.get(channelId) ?? null,
    wayIn,
    sender,
    attempt,
    contactId: contactNumber === null ? null : contactId(lead.databaseId, contactNumber),
    charset,
    rejection,
    warnings: warnings ?? [],
    seenAt: toIsoOrNull(lead.seenAt),
    erasedAt: toIsoOrNull(lead.erasedAt),
  };
}

/** A lead with everything Kelet has of it. */
export function leadDetailJson(lead: ShownLead, names: Names): z.infer<typeof leadDetailSchema> {
  const { outcome, fields, raw, charset } = lead;
  return {
    ...leadSummaryJson(lead, names),
    fields,
    outcome: outcome && { createdBy: outcome.createdBy, ...outcomeJson(lead, outcome, names) },
    raw: raw && { ...raw, charset, text: decoded(lead) },
  };
}

function decoded({ raw, charset }: Pick<LeadRecord, 'raw' | 'charset'>): string {
  if (!raw) return '';
  if (raw.encoding === 'text') return raw.body;
  return new TextDecoder(charset).decode(restoreRaw(raw).body);
}

/** A lead that is on its way: all that is known is in its id. */
export const queuedLeadJson = (id: string, receivedAt: number): z.infer<typeof leadDetailSchema> => ({
  id,
  status: 'queued',
  receivedAt: toIso(receivedAt),
  channelId: null,
  channel: null,
  wayIn: null,
  sender: null,
  attempt: 0,
  contactId: null,
  charset: null,
  rejection: null,
  warnings: [],
  seenAt: null,
  erasedAt: null,
  fields: null,
  outcome: null,
  raw: null,
});

/** Why a lead ended where it did. */
export function outcomeJson(
  { databaseId, contactNumber }: Pick<LeadHead, 'databaseId' | 'contactNumber'>,
  outcome: LeadOutcome,
  { statuses }: Pick<Names, 'statuses'>,
) {
  const { event, token, matchedBy, changes, statusBefore, statusAfter, furtherIdentities, alsoMatched } = outcome;
  const nameOf = (id: string | undefined) => (id === undefined ? null : (statuses.get(id) ?? id));
  return {
    event,
    token,
    matchedBy,
    changes,
    statusBefore: nameOf(statusBefore),
    statusAfter: nameOf(statusAfter),
    furtherIdentities: furtherIdentities ?? [],
    alsoMatched: (alsoMatched ?? []).map((number) => contactId(databaseId, number)),
    task: outcome.task && contactNumber ? taskId(databaseId, contactNumber, outcome.task) : null,
    marketer: outcome.marketer ?? null,
  };
}
