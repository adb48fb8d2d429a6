import type { FileBytes, PageStore } from '../../../src/import/read/file.ts';
import { openTable, type Table, type TableRow, type TableWish } from '../../../src/import/read/open-table.ts';
import { UnreadableFile } from '../../../src/import/read/unreadable-file.ts';
import { Refusal } from '../../../src/refusal.ts';

/** A file in memory that notices when somebody reads beyond its end. */
export function fileOf(content: Uint8Array | string): FileBytes {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    size: bytes.length,
    async read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > bytes.length) throw new Error(`read ${offset}+${length}`);
      return bytes.slice(offset, offset + length);
    },
  };
}

export function pagesInMemory(): PageStore & { count(): number } {
  const pages = new Map<number, string>();
  return {
    put: (page, text) => void pages.set(page, text),
    get: (page) => pages.get(page),
    count: () => pages.size,
  };
}

/** Opens a file that must be readable. */
export async function open(content: Uint8Array | string, wish: TableWish = {}, name = 'list'): Promise<Table> {
  const table = await openTable(fileOf(content), name, wish, pagesInMemory());
  if (table instanceof Refusal) throw new Error(`refused: ${table.code} ${table.message}`);
  return table;
}

export async function allRows(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const group of table.rows()) rows.push(...group);
  return rows;
}

export const rowsOf = async (content: Uint8Array | string, wish: TableWish = {}): Promise<TableRow[]> =>
  allRows(await open(content, wish));

export const cellsOf = async (content: Uint8Array | string, wish: TableWish = {}): Promise<string[][]> =>
  (await rowsOf(content, wish)).map(({ cells }) => cells);

/** The refusal of opening a file or of reading its rows; undefined when it can be read to its end. */
export async function refusalOf(content: Uint8Array | string, wish: TableWish = {}): Promise<Refusal | undefined> {
  const table = await openTable(fileOf(content), 'list.xlsx', wish, pagesInMemory());
  if (table instanceof Refusal) return table;
  try {
    for await (const _ of table.rows());
    await table.merges();
  } catch (error) {
    if (error instanceof UnreadableFile) return error.refusal;
    throw error;
  }
  return undefined;
}
