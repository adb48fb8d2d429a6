import * as z from 'zod';
import { IDENTITY_KINDS } from './channel/channel.ts';
import type { Lead } from './lead.ts';

const warningSchema = z.object({ code: z.string(), message: z.string(), field: z.string().optional() });
const customSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

/** A lead as it travels in messages and as the API shows it; what is not named here is dropped on the way. */
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
  isOfApi: z.boolean().optional(),
  page: z.object({ shown: z.array(z.string()).optional(), processId: z.string().optional() }).optional(),
  confirmedAt: z.string().optional(),
  repair: z.object({ by: z.string(), at: z.string(), values: z.record(z.string(), z.string()) }).optional(),
}) satisfies z.ZodType<Lead>;
