import { Refusal } from '../../refusal.ts';
import { MOST_FILE_BYTES } from '../limits.ts';
import { openCsv } from './csv/open-csv.ts';
import type { FileBytes, PageStore } from './file.ts';
import { recogniseFile } from './recognise.ts';
import type { Table, TableWish } from './table.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { openVcard } from './vcard/open-vcard.ts';
import { openXlsx } from './xlsx/open-xlsx.ts';

export type { Delimiter, Table, TableRow, TableWarning, TableWish } from './table.ts';

/**
 * Opens an import file: what it is, its content decides, not its name. A fault of the file is a Refusal (422, or 413
 * when it is too large) whose message says what to do; what goes wrong with the storage of `file` or `pages` is thrown.
 */
export async function openTable(
  file: FileBytes,
  fileName: string,
  wish: TableWish,
  pages: PageStore,
): Promise<Table | Refusal> {
  if (file.size > MOST_FILE_BYTES)
    return new Refusal(413, 'file_too_large', 'An import file has at most 25 MB. Split it.');
  const kind = await recogniseFile(file);
  if (kind instanceof Refusal) return kind;
  try {
    const table =
      kind === 'xlsx'
        ? await openXlsx(file, wish, pages)
        : kind === 'vcard'
          ? await openVcard(file, wish)
          : await openCsv(file, wish);
    return table instanceof Refusal ? table : withNameWarning(table, fileName);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.refusal;
    throw error;
  }
}

function withNameWarning(table: Table, fileName: string): Table {
  if (table.format === 'csv' && /\.xls[xmb]?$/i.test(fileName)) {
    table.warnings.push({
      code: 'name_differs',
      message: 'The name says Excel, but the file is plain text and was read as CSV. Check the columns.',
    });
  }
  return table;
}
