import { Refusal } from '../../refusal.ts';
import type { Column, ImportJob, RowRules } from '../job/import-job.ts';
import type { ImportStore } from '../job/import-store.ts';
import { MOST_IMPORT_ROWS, MOST_ROW_VALUES } from '../limits.ts';
import { columnName, findHeader } from '../read/header.ts';
import { openTable } from '../read/open-table.ts';
import type { Table, TableRow } from '../read/table.ts';
import { columnSamples } from './column-samples.ts';
import { distinctNames, isKnownName, targetsOf } from './columns.ts';

/** A header stands in the first so many rows. */
const LOOKED_AT = 20;
/** Rows of one chunk: a round of the writer, and well below what one value may hold. */
const CHUNK_ROWS = 500;
const CHUNK_CHARACTERS = 200_000;
/** What a cell takes beside its characters, about. */
const CELL = 4;

/** What reading a file comes to. */
export type FileRead = Pick<
  ImportJob,
  'format' | 'sheets' | 'sheet' | 'charset' | 'delimiter' | 'headerRow' | 'warnings' | 'rows' | 'chunks'
>;

/**
 * Reads the file into rows and columns, and keeps them. Done again, it puts the same in the same places.
 * @param breathe waits for a moment between two groups of rows, so that others get their turn.
 * @throws UnreadableFile when a fault shows only in the middle.
 */
export async function readFile(
  job: ImportJob,
  store: ImportStore,
  breathe: () => Promise<void>,
): Promise<FileRead | Refusal> {
  store.dropRead();
  const { rules } = store;
  const table = await openTable(store, job.name, job.wish.table, store);
  if (table instanceof Refusal) return table;

  // Which cells of a header are merged is known only at the end, so its rows wait until then; their chunks are the
  // first.
  const firstRows: TableRow[] = [];
  let firstChunks: TableRow[][] = [];
  const lengths: number[] = [];
  let chunk: TableRow[] = [];
  let size = 0;
  const keepFirst = () => {
    if (lengths.length) return;
    firstChunks = chunksOf(firstRows);
    // Empty until then, so that there is no gap: what is dropped is dropped up to the first.
    for (const at of firstChunks.keys()) store.keepRows(at, []);
    lengths.push(...firstChunks.map(() => 0));
  };
  const keep = () => {
    keepFirst();
    if (!chunk.length) return;
    store.keepRows(lengths.length, chunk);
    lengths.push(chunk.length);
    chunk = [];
    size = 0;
  };
  for await (const group of table.rows()) {
    for (const row of group.map(shortened)) {
      if (firstRows.length < LOOKED_AT) {
        firstRows.push(row);
        continue;
      }
      if (chunk.length === CHUNK_ROWS || size + sizeOf(row) > CHUNK_CHARACTERS) keep();
      chunk.push(row);
      size += sizeOf(row);
    }
    await breathe();
    if (lengths.length * CHUNK_ROWS > MOST_IMPORT_ROWS && sumOf(lengths) > MOST_IMPORT_ROWS) return tooManyRows();
  }
  keep();
  store.dropPages();

  const header = findHeader(firstRows, await table.merges(), isKnownName(rules.channel), job.wish.table.headerRow);
  const isData = ({ number }: TableRow) => header.row === null || number > header.row;
  for (const [at, rows] of firstChunks.entries()) {
    const data = rows.filter(isData);
    store.keepRows(at, data);
    lengths[at] = data.length;
  }
  const total = sumOf(lengths);
  if (!total) return noRows(table);
  if (total > MOST_IMPORT_ROWS) return tooManyRows();

  store.starts = lengths.map((_, at) => sumOf(lengths.slice(0, at)));
  store.columns = columnsOf(header.names, firstRows.filter(isData), rules, job.wish.mapping);
  const { format, sheets, sheet = null, charset = null, delimiter = null, warnings } = table;
  const headerRow = header.row;
  return { format, sheets, sheet, charset, delimiter, headerRow, warnings, rows: total, chunks: lengths.length };
}

const sizeOf = ({ cells }: TableRow) => cells.reduce((sum, cell) => sum + cell.length + CELL, 0);

/** A row that is too large to be imported keeps of its values only enough to be shown so. */
function shortened(row: TableRow): TableRow {
  let left = MOST_ROW_VALUES + 1;
  if (row.cells.reduce((sum, cell) => sum + cell.length, 0) <= left) return row;
  const cells = row.cells.map((cell) => {
    const kept = cell.slice(0, left);
    left -= kept.length;
    return kept;
  });
  return { ...row, cells };
}

function chunksOf(rows: TableRow[]): TableRow[][] {
  const chunks: TableRow[][] = [[]];
  let size = 0;
  for (const row of rows) {
    if (size && size + sizeOf(row) > CHUNK_CHARACTERS) {
      chunks.push([]);
      size = 0;
    }
    chunks.at(-1)?.push(row);
    size += sizeOf(row);
  }
  return chunks;
}

function columnsOf(
  given: string[],
  rows: TableRow[],
  { channel }: RowRules,
  mapping: Record<string, string>,
): Column[] {
  const width = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), given.length);
  const names = distinctNames(Array.from({ length: width }, (_, at) => given[at] ?? columnName(at)));
  const targets = targetsOf(names, mapping, channel);
  return names.map((name, at) => ({
    name,
    target: targets[at] ?? null,
    samples: columnSamples(rows, at),
  }));
}

const sumOf = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);

function noRows({ sheets, sheet }: Table): Refusal {
  const others = sheets.filter(({ name }) => name !== sheet).map(({ name }) => JSON.stringify(name));
  const where = others.length ? ` If the data stand on another sheet, name it with "sheet": ${others.join(', ')}.` : '';
  return new Refusal(422, 'no_rows', `The file has no rows below its header.${where}`);
}

// Made when it is needed: the first number written in a locale costs a Worker's start ten milliseconds.
const tooManyRows = () =>
  new Refusal(
    422,
    'too_many_rows',
    `The file has more than ${MOST_IMPORT_ROWS.toLocaleString('en')} rows. Split it and import the parts one after the other.`,
  );
