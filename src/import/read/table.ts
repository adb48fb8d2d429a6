import type { ImportCharset } from './csv/charset.ts';
import type { Merge } from './xlsx/merges.ts';

/** What a person chose instead of what was recognised. */
export interface TableWish {
  sheet?: string;
  charset?: ImportCharset;
  delimiter?: Delimiter;
  /** The row with the columns' names, as the spreadsheet counts; 0 when there is none. Heeded by `findHeader`. */
  headerRow?: number;
}

export type Delimiter = ',' | ';' | '\t' | '|';

export interface TableRow {
  /**
   * As the spreadsheet counts, from 1. For a CSV it is the row at which Excel shows it: every record counts one, blank
   * ones too, a line break inside of quotes does not, and Excel's own `sep=;` line is none.
   */
  number: number;
  /** Texts by column; nothing stands behind the last one that is not empty. */
  cells: string[];
  /**
   * Cells that could not be read: column (from 0) and Excel's error, such as `#N/A`, or one of ours: `#NO_VALUE` (a
   * formula that was never calculated), `#TOO_LONG` (cut off), `#MISSING_TEXT`, `#UNCLOSED_QUOTE`.
   */
  errors?: [column: number, error: string][];
}

export interface TableWarning {
  code: string;
  message: string;
}

/** A file that was recognised and can be read; it belongs to the request that opened it. */
export interface Table {
  format: 'xlsx' | 'csv' | 'vcard';
  /** Worksheets in the workbook's order; empty for all but a workbook. */
  sheets: { name: string; isHidden: boolean }[];
  /** The one being read. */
  sheet?: string;
  charset?: ImportCharset;
  delimiter?: string;
  warnings: TableWarning[];
  /** Its days are counted from 1904, also those in cells that are not formatted as dates. */
  is1904?: boolean;
  /**
   * Rows in order, blank ones left out, in groups of at most 500 rows or about 256 K characters. Memory does not grow
   * with the file. Each call begins anew. Throws {@link UnreadableFile} for a fault of the file.
   */
  rows(): AsyncIterable<TableRow[]>;
  /**
   * Merged cells: all in the first 100 rows, and at most 10,000 below; none where there are no sheets. They stand
   * behind the rows, so the sheet is unpacked for them once, without being read. Throws {@link UnreadableFile}.
   */
  merges(): Promise<Merge[]>;
}
