import { MOST_ROW_CHARACTERS, MOST_SHEET_COLUMNS } from '../limits.ts';
import { tooLarge, unreadable } from '../unreadable-file.ts';
import { readRecord } from './record.ts';

/** A record by the number under which Excel shows it. */
export interface NumberedRecord {
  number: number;
  cells: string[];
  unclosed?: number;
}

/**
 * The records of a CSV whose text comes in pieces, blank ones included; of each piece those that are whole. Throws
 * UnreadableFile for a record that is longer than any row can be.
 */
export async function* readRecords(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<NumberedRecord[]> {
  const code = delimiter.charCodeAt(0);
  let text = '';
  let number = 0;
  const take = (isEnd: boolean): NumberedRecord[] => {
    const records: NumberedRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const record = readRecord(text, at, code, isEnd);
      if ((record?.next ?? text.length) - at > MOST_ROW_CHARACTERS) throw tooLong(number + 1);
      if (record === undefined) break;
      number += 1;
      const { cells, next, unclosed } = record;
      if (cells.length > MOST_SHEET_COLUMNS) throw tooWide(number);
      records.push(unclosed === undefined ? { number, cells } : { number, cells, unclosed });
      at = next;
    }
    text = text.slice(at);
    return records;
  };
  for await (const piece of pieces) {
    if (piece === '') continue;
    text += piece;
    yield take(false);
  }
  yield take(true);
}

const tooLong = (row: number) =>
  tooLarge(
    'row_too_long',
    `Row ${row} has more than ${MOST_ROW_CHARACTERS} characters. Check whether a quotation mark opens in it and never closes.`,
  );

const tooWide = (row: number) =>
  unreadable(
    'too_many_columns',
    `Row ${row} has more than ${MOST_SHEET_COLUMNS} columns. Check which character separates them.`,
  );
