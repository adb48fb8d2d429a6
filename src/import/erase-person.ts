import type { Mark } from '../contacts/fold/round.ts';
import { textMentions } from '../contacts/traces/mentions-person.ts';
import { type ImportJob, noCounts } from './job/import-job.ts';
import type { ImportStore } from './job/import-store.ts';
import type { TableRow } from './read/table.ts';
import { columnSamples } from './rows/column-samples.ts';

/**
 * Strikes every row that carries one of these identities or led to one of these contacts; of a struck row only its
 * number stays. The file itself goes, and an import that was not read yet cannot be any more.
 * @returns how the import stands now, if that changed.
 */
export function erasePersonRows(
  store: ImportStore,
  identities: Pick<Mark, 'kind' | 'value'>[],
  numbers: number[],
): ImportJob | undefined {
  const { job } = store;
  if (!job) return undefined;
  const holds = { ...job.holds, file: false };
  if (job.state === 'reading') {
    store.dropFile();
    store.dropRead();
    return { ...job, holds: { file: false, rows: false }, state: 'unreadable', error: ERASED, rows: 0, chunks: 0 };
  }
  const isStruck = strike(store, identities, new Set(numbers));
  if (!isStruck && !job.holds.file) return undefined;
  store.dropFile();
  // A row that was struck will fail.
  const isForecastAnew = isStruck && job.state === 'ready';
  return { ...job, holds, ...(isForecastAnew ? { forecastChunks: 0, forecast: noCounts() } : {}) };
}

function strike(store: ImportStore, identities: Pick<Mark, 'kind' | 'value'>[], numbers: ReadonlySet<number>): boolean {
  let isStruck = false;
  for (const chunk of store.starts.keys()) {
    const rows = store.rows(chunk);
    const results = store.results(chunk) ?? [];
    const isTheirs = (row: TableRow, at: number) =>
      numbers.has(results[at]?.contact ?? 0) || textMentions(textOf(row), identities);
    const kept = rows.map((row, at) =>
      row.cells.length && isTheirs(row, at) ? { number: row.number, cells: [] } : row,
    );
    if (kept.every((row, at) => row === rows[at])) continue;
    store.keepRows(chunk, kept);
    isStruck = true;
  }
  if (!isStruck) return false;
  // Whose value a sample is, it does not say.
  const rows = store.rows(0);
  store.columns = store.columns.map((column, at) => ({ ...column, samples: columnSamples(rows, at) }));
  return true;
}

/** As identities are read: without marks that nobody sees. */
const textOf = ({ cells }: TableRow) =>
  cells
    .join('\n')
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '');

const ERASED = {
  code: 'person_erased',
  message: 'A person was erased while this file was being read, so it is no longer kept. Import it again without them.',
};
