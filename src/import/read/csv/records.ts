import { MOST_ROW_CHARACTERS, MOST_SHEET_COLUMNS, MOST_SHEET_ROWS } from '../limits.ts';
import { tooLarge, unreadable } from '../unreadable-file.ts';
import { readRecord } from './record.ts';

/** A record by the number under which Excel shows it. */
export interface NumberedRecord {
  number: number;
  cells: string[];
  unclosed?: number;
}

/**
 * The records of a CSV whose text comes in pieces; of each piece those that are whole. Blank ones are counted, and cost
 * nothing else. Throws UnreadableFile for a record that is longer than any row can be, and for more than a sheet has.
 */
export async function* readRecords(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<NumberedRecord[]> {
  const code = delimiter.charCodeAt(0);
  let text = '';
  let number = 0;
  const take = (isEnd: boolean): NumberedRecord[] => {
    const records: NumberedRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const blank = blankEnd(text, at, code);
      if (blank !== undefined) {
        number += 1;
        if (number > MOST_SHEET_ROWS) throw tooMany();
        at = blank;
        continue;
      }
      const record = readRecord(text, at, code, isEnd);
      if ((record?.next ?? text.length) - at > MOST_ROW_CHARACTERS) throw tooLong(number + 1);
      if (record === undefined) break;
      number += 1;
      if (number > MOST_SHEET_ROWS) throw tooMany();
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

/**
 * Where the next record begins, when the one at `from` holds delimiters and spaces alone; undefined when it holds more,
 * or when more may follow.
 */
function blankEnd(text: string, from: number, delimiter: number): number | undefined {
  for (let at = from; at < text.length && at - from < MOST_SHEET_COLUMNS; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0a) return at + 1;
    // What a return at the piece's end belongs to is known only when the next piece is.
    if (code === 0x0d) return at + 1 === text.length ? undefined : at + (text.charCodeAt(at + 1) === 0x0a ? 2 : 1);
    if (code !== delimiter && code !== 0x20) return undefined;
  }
  return undefined;
}

const tooMany = () =>
  tooLarge(
    'too_many_rows',
    `The file has more than ${MOST_SHEET_ROWS} rows, blank ones counted. Remove the blank ones, or split it.`,
  );

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
