import { z } from '@hono/zod-openapi';
import { IMPORT_CHARSETS } from '../../import/read/csv/charset.ts';
import { Problem } from '../http/problem.ts';
import { modeSchema } from './import-json.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** How an import is to be done, as a JSON body says it. */
export const wishShape = {
  mapping: z
    .record(z.string().max(1000), z.string().max(200))
    .optional()
    .openapi({
      description:
        'Column name → field, such as `MobilePhone`, `custom:budget`, `status` or `ignore`. Columns it does not name go where their own name says',
      example: { 'טלפון נייד': 'MobilePhone', 'Internal number': 'ignore' },
    }),
  mode: modeSchema.optional().openapi({
    description:
      'What happens to a row whose person is known: `skip` it, `complete` what is empty on the card, `reset` the status to new',
  }),
  sheet: z.string().max(200).optional().openapi({ description: 'Of an .xlsx; the first that is not hidden' }),
  charset: z.enum(IMPORT_CHARSETS).optional().openapi({ description: 'Of a .csv, where it is not recognised rightly' }),
  delimiter: z.enum(DELIMITERS).optional().openapi({ description: 'Of a .csv, where it is not recognised rightly' }),
  headerRow: z.coerce.number().int().min(0).max(20).optional().openapi({
    description: 'The row that names the columns, as the spreadsheet counts; 0 when none does',
  }),
  processId: z.string().max(100).nullable().optional().openapi({
    description: 'Each row opens a task of this process; null or absent opens none',
  }),
  stageId: z
    .string()
    .max(100)
    .optional()
    .openapi({ description: 'The stage those tasks open at; the first by default' }),
};
export const wishSchema = z.strictObject(wishShape);

/** The same as the text fields of a form or an address say it; `mapping` is JSON. */
export const saidSchema = z.object({
  ...wishShape,
  mapping: z
    .string()
    .max(500_000)
    .optional()
    .openapi({ description: '`mapping` as JSON', example: '{"נייד":"MobilePhone"}' }),
});

/** What was said, with `mapping` as it was meant. Empty fields of a form count as not sent. */
export function spokenWish(said: Record<string, unknown>): z.infer<typeof wishSchema> {
  const sent: Record<string, unknown> = Object.fromEntries(
    Object.keys(wishShape).flatMap((name) =>
      said[name] === undefined || said[name] === '' ? [] : [[name, said[name]]],
    ),
  );
  if (typeof sent.mapping === 'string') sent.mapping = parsed(sent.mapping);
  const wish = wishSchema.safeParse(sent);
  if (wish.success) return wish.data;
  const [issue] = wish.error.issues;
  const field = issue?.path.map(String).join('.') || 'body';
  throw new Problem(422, 'invalid', `${field}: ${issue?.message ?? 'is not readable'}.`, field);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(
      422,
      'invalid',
      'mapping is not JSON. Send an object such as {"Mobile": "MobilePhone"}.',
      'mapping',
    );
  }
}
