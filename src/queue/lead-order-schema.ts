import * as z from 'zod';
import type { LeadOrder } from '../contacts/order.ts';
import { IDENTITY_KINDS } from '../lead/channel/channel.ts';
import { IMPORT_MODES } from '../lead/duplicate-policy.ts';
import { leadSchema } from '../lead/lead-schema.ts';
import { WAYS_IN } from '../lead/submission.ts';

/** An order as a message must hold it; what each member means stands at `LeadOrder`. */
export const leadOrderSchema = z.object({
  id: z.string().min(1),
  channelId: z.string(),
  wayIn: z.enum(WAYS_IN),
  sender: z.string(),
  charset: z.string(),
  receivedAt: z.int().positive(),
  attempt: z.int().positive(),
  fingerprint: z.string(),
  doubleSubmitWindow: z.int().min(0),
  createdBy: z.string(),
  compares: z.array(z.enum(IDENTITY_KINDS)),
  task: z.object({ processId: z.string(), stageId: z.string() }).nullable(),
  statusId: z.string().optional(),
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
  quarantine: z.string().nullable(),
  failure: z.boolean().optional(),
}) satisfies z.ZodType<LeadOrder>;
