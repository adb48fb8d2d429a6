import { Refusal } from '../../refusal.ts';
import type { Column, ImportJob, RowRules } from '../job/import-job.ts';
import type { ImportStore } from '../job/import-store.ts';
import { MOST_IMPORT_ROWS, MOST_ROW_VALUES } from '../limits.ts';
import { columnName, findHeader, type Header } from '../read/header.ts';
import type { Table, TableRow } from '../read/table.ts';
import type { Merge } from '../read/xlsx/merges.ts';
import { columnSamples } from './column-samples.ts';
import { distinctNames, isKnownName, targetsOf } from './columns.ts';
import { MergedCells } from './merged-cells.ts';
import { PeopleInList } from './people-in-list.ts';
import { RowChunks } from './row-chunks.ts';

/** A header stands in the first so many rows, and columns are shown by so many people. */
const LOOKED_AT = 20;

/** What reading a file comes to. */
export type FileRead = Pick<
  ImportJob,
  'format' | 'sheets' | 'sheet' | 'charset' | 'delimiter' | 'is1904' | 'headerRow' | 'warnings' | 'rows' | 'chunks'
>;

/**
 * Reads an opened table and keeps its people in chunks and its columns: first the rows in which the header must be,
 * which wait until it is found, then one row after the other.
 * @param breathe waits for a moment between two groups of rows, so that others get their turn.
 */
export async function readTable(
  table: Table,
  job: ImportJob,
  store: ImportStore,
  breathe: () => Promise<void>,
): Promise<FileRead | Refusal> {
  store.dropRead();
  const merges = await table.merges();
  const merged = new MergedCells(merges);
  const chunks = new RowChunks(store);
  const shown: TableRow[] = [];
  const add = (people: readonly TableRow[]) => {
    if (shown.length < LOOKED_AT) shown.push(...people.slice(0, LOOKED_AT - shown.length));
    chunks.add(people);
  };

  const waiting: TableRow[] = [];
  let list: List | undefined;
  for await (const group of table.rows()) {
    for (const row of group) {
      const whole = shortened(merged.fill(row));
      if (list) add(list.people.take([whole]));
      else if (waiting.push(whole) === LOOKED_AT) {
        list = beginList(waiting, merges, job, store.rules);
        add(list.people.take(list.data));
      }
    }
    await breathe();
    if (chunks.rows > MOST_IMPORT_ROWS) return tooManyRows();
  }
  if (!list) {
    list = beginList(waiting, merges, job, store.rules);
    add(list.people.take(list.data));
  }
  add(list.people.take([], true));
  chunks.keep();
  store.dropPages();
  if (chunks.rows === 0) return noRows(table);
  if (chunks.rows > MOST_IMPORT_ROWS) return tooManyRows();

  store.starts = [...chunks.starts];
  store.columns = columnsOf(list.header.names, shown, store.rules, job.wish.mapping);
  const { format, sheets, sheet = null, charset = null, delimiter = null, is1904 = false } = table;
  const warnings = [...table.warnings, ...list.people.warnings()];
  const { row: headerRow } = list.header;
  const counts = { rows: chunks.rows, chunks: chunks.starts.length };
  return { format, sheets, sheet, charset, delimiter, is1904, headerRow, warnings, ...counts };
}

/** What is known of a list once its header is. */
interface List {
  header: Header;
  people: PeopleInList;
  /** Of the rows that waited, those below the header. */
  data: TableRow[];
}

function beginList(first: TableRow[], merges: Merge[], { wish }: ImportJob, rules: RowRules): List {
  const header = findHeader(first, merges, isKnownName(rules.channel), wish.table.headerRow);
  const data = first.filter(({ number }) => header.row === null || number > header.row);
  return { header, data, people: new PeopleInList(columnsOf(header.names, data, rules, wish.mapping)) };
}

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
