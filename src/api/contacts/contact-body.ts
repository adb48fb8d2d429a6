import { z } from '@hono/zod-openapi';
import type { ContactFields } from '../../business/contacts/contact-fields.ts';
import type { NewContact } from '../../business/contacts/new-contact.ts';
import { readDate } from '../../lead/fields/calendar-day.ts';
import { DETAILS, type Detail } from '../../lead/lead.ts';

const LONGEST_LINE = 1000;
const LONGEST_TEXT = 20_000;

const line = z.string().max(LONGEST_LINE, `must have at most ${LONGEST_LINE} characters`).nullable().optional();
const text = z.string().max(LONGEST_TEXT, `must have at most ${LONGEST_TEXT} characters`).nullable().optional();
const day = z
  .string()
  .refine((value) => value === '' || readDate(value) !== undefined, 'must be a date such as 1990-12-31')
  .nullable()
  .optional();

const details = Object.fromEntries(
  DETAILS.map((field) => [field, field === 'notes' ? text : field === 'birthDate' ? day : line]),
) as Record<Detail, typeof line>;

const customValue = z.union([
  z.string().max(LONGEST_TEXT),
  z.number(),
  z.boolean(),
  z.array(z.string().max(LONGEST_LINE)).max(500),
  z.null(),
]);

const marketerSchema = z
  .union([
    z.strictObject({ accountNumber: z.string().trim().min(1).max(200) }),
    z.strictObject({ reference: z.string().trim().min(1).max(200) }),
  ])
  .openapi({ description: 'An unknown reference is kept word for word and binds when the marketer is added' });

/** What may be said of a contact: the writable fields of `Contact`. */
export const fieldsShape = {
  ...details,
  mailingList: z.boolean().nullable().optional(),
  contactTypes: z.array(z.string().max(200)).max(100).nullable().optional(),
  custom: z
    .record(z.string().max(64), customValue)
    .optional()
    .openapi({ description: 'Custom fields by their keys; GET /fields lists them' }),
  marketer: marketerSchema.nullable().optional(),
};

export const statusShape = {
  status: z.string().max(200).optional().openapi({ description: 'The name of a status' }),
  statusId: z.string().max(100).optional().openapi({ description: 'The id of a status; wins over `status`' }),
};

/** Where a task opens for a contact. */
export const taskShape = {
  processId: z.string().max(100).nullable().optional().openapi({ description: 'Opens a task in this process' }),
  stageId: z.string().max(100).nullable().optional().openapi({ description: 'At this stage; else the first' }),
  stepNotes: text.openapi({ description: 'Notes of the task; else the notes of the contact' }),
};

const fieldsSchema = z.strictObject(fieldsShape);

/** The fields of a body, as the verbs of contacts take them. */
export function fieldsOfBody(body: z.infer<typeof fieldsSchema>): ContactFields {
  const { mailingList, contactTypes, custom, marketer } = body;
  return {
    details: Object.fromEntries(DETAILS.map((field) => [field, body[field]])),
    mailingList,
    contactTypes,
    custom,
    marketer: marketer && ('accountNumber' in marketer ? marketer.accountNumber : marketer.reference),
  };
}

const newContactSchema = z.strictObject({ ...fieldsShape, ...statusShape, ...taskShape });

/** A body that makes a contact or a new inquiry of one, as the verbs take it. */
export function newContactOf(body: z.infer<typeof newContactSchema>): Omit<NewContact, 'nameRequest'> {
  const { status, statusId, processId, stageId, stepNotes } = body;
  return { fields: fieldsOfBody(body), status, statusId, processId, stageId, stepNotes };
}
