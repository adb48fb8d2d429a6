import type { RowRules } from '../../src/import/job/import-job.ts';
import { rowReader } from '../../src/import/rows/read-row.ts';
import { writeRows } from '../../src/import/rows/write-rows.ts';
import { channelSchema } from '../../src/lead/channel/channel.ts';
import type { ImportMode } from '../../src/lead/duplicate-policy.ts';
import { formOf } from '../inputs/forms.ts';

/** Rows of these persons in one chunk of an import into a database. */
export interface ImportedPersons {
  databaseId: string;
  mode: ImportMode;
  first: number;
  count: number;
  note: string;
}

/**
 * Has the writer take the rows, as an import does; seeded persons have no title yet.
 * @returns what became of them, by
 * outcome.
 */
export async function importRows(
  env: Pick<Env, 'CONTACT_WRITER' | 'KELET_SECRET'>,
  { databaseId, mode, first, count, note }: ImportedPersons,
): Promise<Record<string, number>> {
  const forms = Array.from(
    { length: count },
    (_, i) => new URLSearchParams({ ...formOf(first + i, note), Title: 'Owner' }),
  );
  const names = [...(forms[0]?.keys() ?? [])];
  const rows = forms.map((form, i) => ({ number: i + 2, cells: names.map((name) => form.get(name) ?? '') }));
  const rules: RowRules = {
    channel: channelSchema.parse({ id: 'api', databaseId, name: '' }),
    statuses: [],
    allowDuplicates: false,
  };
  const columns = names.map((name) => ({ name, target: name, samples: [] }));
  const ordering = { id: `${databaseId}${note}`, databaseId, name: 'people.xlsx', mode, task: null, at: Date.now() };
  const results = await writeRows(env, ordering, 0, rows, rowReader(columns, rules));
  return Object.fromEntries(
    [...Map.groupBy(results, ({ outcome }) => outcome)].map(([outcome, list]) => [outcome, list.length]),
  );
}

/** Gives everybody a status that is not *new*, so that a reset has something to do. */
export const makeCustomers = (database: D1Database, databaseId: string) =>
  database.prepare("UPDATE contacts SET status_id = 'customer' WHERE database_id = ?1").bind(databaseId).run();
