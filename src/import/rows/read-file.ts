import { Refusal } from '../../refusal.ts';
import type { Column, ImportJob, RowRules } from '../job/import-job.ts';
import type { ImportStore } from '../job/import-store.ts';
import { MOST_IMPORT_ROWS, MOST_ROW_VALUES } from '../limits.ts';
import { columnName, findHeader, type Header } from '../read/header.ts';
import { openTable } from '../read/open-table.ts';
import type { Table, TableRow } from '../read/table.ts';
import { columnSamples } from './column-samples.ts';
import { distinctNames, isKnownName, targetsOf } from './columns.ts';
import { MergedCells } from './merged-cells.ts';
import { SiftedRows } from './sift-rows.ts';

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
  'format' | 'sheets' | 'sheet' | 'charset' | 'delimiter' | 'is1904' | 'headerRow' | 'warnings' | 'rows' | 'chunks'
>;

/** Sheets that are tried when the first has no rows. */
const MOST_SHEETS_TRIED = 10;

/**
 * Reads the file into rows and columns, and keeps them. Done again, it puts the same in the same places. Where nobody
 * chose a sheet and the first one is empty, the next one with rows is read, and a warning says so.
 * @param breathe waits for a moment between two groups of rows, so that others get their turn.
 * @throws UnreadableFile when a fault shows only in the middle.
 */
export async function readFile(
  job: ImportJob,
  store: ImportStore,
  breathe: () => Promise<void>,
): Promise<FileRead | Refusal> {
  const table = await openTable(store, job.name, job.wish.table, store);
  if (table instanceof Refusal) return table;
  const read = await readTable(table, job, store, breathe);
  const isEmpty = read instanceof Refusal && read.code === 'no_rows' && job.wish.table.sheet === undefined;
  if (!isEmpty) return read;
  const others = table.sheets.filter(({ name, isHidden }) => !isHidden && name !== table.sheet);
  for (const { name } of others.slice(0, MOST_SHEETS_TRIED)) {
    const other = await openTable(store, job.name, { ...job.wish.table, sheet: name }, store);
    if (other instanceof Refusal) continue;
    other.warnings.push({
      code: 'other_sheet',
      message: `The first sheet has no rows, so the sheet “${name}” was read.`,
    });
    const found = await readTable(other, job, store, breathe);
    if (!(found instanceof Refusal && found.code === 'no_rows')) return found;
  }
  return read;
}

async function readTable(
  table: Table,
  job: ImportJob,
  store: ImportStore,
  breathe: () => Promise<void>,
): Promise<FileRead | Refusal> {
  store.dropRead();
  const { rules } = store;
  const { mapping, table: wish } = job.wish;
  const merges = await table.merges();
  const merged = new MergedCells(merges);

  const lengths: number[] = [];
  let chunk: TableRow[] = [];
  let size = 0;
  const keep = () => {
    if (!chunk.length) return;
    store.keepRows(lengths.length, chunk);
    lengths.push(chunk.length);
    chunk = [];
    size = 0;
  };
  const first: TableRow[] = [];
  const add = (row: TableRow) => {
    if (chunk.length === CHUNK_ROWS || (size > 0 && size + sizeOf(row) > CHUNK_CHARACTERS)) keep();
    chunk.push(row);
    size += sizeOf(row);
    if (first.length < LOOKED_AT) first.push(row);
  };
  // Which row is the header is known when the first rows are; until then they wait.
  let waiting: TableRow[] | undefined = [];
  let header: Header = { row: null, names: [] };
  let sifted = new SiftedRows([]);
  const begin = () => {
    if (!waiting) return;
    header = findHeader(waiting, merges, isKnownName(rules.channel), wish.headerRow);
    const data = waiting.filter(({ number }) => header.row === null || number > header.row);
    sifted = new SiftedRows(columnsOf(header.names, data, rules, mapping));
    waiting = undefined;
    for (const row of sifted.take(data)) add(row);
  };
  for await (const group of table.rows()) {
    for (const row of group) {
      const whole = shortened(merged.fill(row));
      if (waiting && waiting.length < LOOKED_AT) {
        waiting.push(whole);
        continue;
      }
      begin();
      for (const person of sifted.take([whole])) add(person);
    }
    await breathe();
    if (lengths.length * CHUNK_ROWS > MOST_IMPORT_ROWS && sumOf(lengths) > MOST_IMPORT_ROWS) return tooManyRows();
  }
  begin();
  for (const person of sifted.take([], true)) add(person);
  keep();
  store.dropPages();

  const total = sumOf(lengths);
  if (!total) return noRows(table);
  if (total > MOST_IMPORT_ROWS) return tooManyRows();

  store.starts = lengths.map((_, at) => sumOf(lengths.slice(0, at)));
  store.columns = columnsOf(header.names, first, rules, mapping);
  const { format, sheets, sheet = null, charset = null, delimiter = null, is1904 = false } = table;
  const warnings = [...table.warnings, ...sifted.warnings()];
  const headerRow = header.row;
  return {
    format,
    sheets,
    sheet,
    charset,
    delimiter,
    is1904,
    headerRow,
    warnings,
    rows: total,
    chunks: lengths.length,
  };
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
