import { z } from '@hono/zod-openapi';
import { IMPORT_STATES } from '../../business/imports/list.ts';
import type { ImportRecord } from '../../contacts/import-list.ts';
import type { ImportView } from '../../import/job/view.ts';
import type { RowsPage } from '../../import/rows/show-rows.ts';
import { IMPORT_MODES } from '../../lead/duplicate-policy.ts';
import { publicName } from '../../lead/fields/field-names.ts';
import { isoTime, toIso, toIsoOrNull } from '../http/operation.ts';
import { contactId } from '../http/resource-ids.ts';
import { changeSchema, warningSchema } from '../leads/lead-json.ts';

const count = z.int().min(0);
const counts = { created: count, updated: count, renewed: count, skipped: count, failed: count };
const problem = z.object({ code: z.string(), message: z.string() });

export const modeSchema = z.enum(IMPORT_MODES);

const summary = {
  id: z.string(),
  name: z.string().openapi({ description: "The file's name" }),
  state: z.enum(IMPORT_STATES).openapi({
    description:
      '`reading` the file → `ready` to be started → `running` ⇄ `paused` → `done`; `undoing` → `undone`; `unreadable`: see `error`',
  }),
  mode: modeSchema.nullable(),
  rows: count.openapi({ description: 'Rows of data in the file' }),
  done: count.openapi({ description: 'Rows dealt with, in what it is doing now' }),
  ...counts,
  kept: count.openapi({ description: 'After an undo: rows left as they are, since somebody had used what they made' }),
  createdAt: isoTime,
  createdBy: z.string(),
  endedAt: isoTime.nullable(),
};

export const importSummarySchema = z.object(summary).openapi('ImportSummary');

export const importSchema = z
  .object({
    ...summary,
    size: count.openapi({ description: 'Of the file, in bytes' }),
    format: z.enum(['xlsx', 'csv', 'vcard']).nullable(),
    sheets: z.array(z.object({ name: z.string(), isHidden: z.boolean() })),
    sheet: z.string().nullable(),
    charset: z.string().nullable(),
    delimiter: z.string().nullable(),
    headerRow: count.nullable().openapi({ description: 'The row that names the columns; null when none does' }),
    columns: z.array(
      z.object({
        name: z.string(),
        field: z.string().nullable().openapi({
          description: 'Where its values go, as `mapping` may say; null: nowhere, they are shown with the lead',
        }),
        samples: z.array(z.string()).openapi({ description: 'Empty to a key without the scope `read`' }),
      }),
    ),
    task: z.object({ processId: z.string(), stageId: z.string() }).nullable(),
    forecast: z
      .object({ ...counts, isComplete: z.boolean() })
      .nullable()
      .openapi({
        description:
          'What will become of the rows; counted until `isComplete`. Without a mode, as for `skip`. Null when it was started at once',
      }),
    warnings: z.array(problem),
    error: problem.nullable(),
    startedAt: isoTime.nullable(),
    undoneAt: isoTime.nullable(),
  })
  .openapi('Import');

/** An import as the API shows it. */
export function importJson(view: ImportView): z.infer<typeof importSchema> {
  const { id, name, state, mode, rows, done, counts: come, kept, createdAt, createdBy, endedAt, task } = view;
  const { size, format, sheets, sheet, charset, delimiter, headerRow, warnings, error, startedAt } = view;
  return {
    id,
    name,
    state,
    mode,
    rows,
    done,
    ...come,
    kept,
    createdAt: toIso(createdAt),
    createdBy,
    endedAt: toIsoOrNull(endedAt),
    size,
    format,
    sheets,
    sheet,
    charset,
    delimiter,
    headerRow,
    columns: view.columns.map(({ name: column, target, samples }) => ({
      name: column,
      field: target === null ? null : fieldOf(target),
      samples,
    })),
    task,
    forecast:
      view.isForecastComplete || startedAt === null ? { ...view.forecast, isComplete: view.isForecastComplete } : null,
    warnings,
    error,
    startedAt: toIsoOrNull(startedAt),
    undoneAt: toIsoOrNull(view.undoneAt),
  };
}

/** A target as a mapping may say it; `custom:` stays, since a custom field may be called as something else is. */
const fieldOf = (target: string) => (target.startsWith('custom:') ? target : publicName(target));

/** An import as lists show it. */
export const importSummaryJson = (record: ImportRecord): z.infer<typeof importSummarySchema> => {
  const { id, name, state, summary: come, createdAt, createdBy, endedAt } = record;
  return { id, name, state, ...come, createdAt: toIso(createdAt), createdBy, endedAt: toIsoOrNull(endedAt) };
};

export const importRowSchema = z
  .object({
    row: z.int().openapi({ description: 'As the spreadsheet counts' }),
    outcome: z.enum(['created', 'updated', 'renewed', 'skipped', 'failed']).nullable().openapi({
      description: 'What became of it or, with `isForecast`, will; null while that is not known',
    }),
    isForecast: z.boolean(),
    contactId: z.string().nullable(),
    sameAsRow: z.int().nullable().openapi({ description: 'An earlier row of the file is the same person' }),
    leadId: z.string().nullable().openapi({ description: 'The lead it was written as' }),
    matchedBy: z.array(z.string()),
    changes: z.array(changeSchema),
    reason: problem.nullable().openapi({ description: 'Why it failed, and what to do' }),
    warnings: z.array(warningSchema),
    values: z.array(z.object({ column: z.string(), value: z.string() })),
  })
  .openapi('ImportRow');

/** Rows of an import as the API shows them. */
export const importRowsJson = (databaseId: string, { rows, isForecast }: RowsPage) =>
  rows.map(
    ({
      row,
      outcome = null,
      contact,
      sameAsRow = null,
      leadId = null,
      reason = null,
      ...shown
    }): z.infer<typeof importRowSchema> => ({
      row,
      outcome,
      isForecast,
      contactId: contact === undefined ? null : contactId(databaseId, contact),
      sameAsRow,
      leadId,
      reason,
      ...shown,
    }),
  );
