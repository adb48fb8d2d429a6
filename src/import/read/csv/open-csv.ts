import type { FileBytes } from '../file.ts';
import { fitCell, RowGroups } from '../row-groups.ts';
import type { Table, TableRow, TableWarning, TableWish } from '../table.ts';
import { type CharsetGuess, decodeText, guessCharset, type ImportCharset } from './charset.ts';
import { guessDelimiter, readSeparatorLine } from './delimiter.ts';
import { type NumberedRecord, readRecords } from './records.ts';

/** Bytes decoded at once. */
const STEP = 64 * 1024;
/** Excel writes `="0521234567"` so that a number keeps its zero. */
const KEPT_TEXT = /^="((?:[^"]|"")*)"$/;

/** Opens a text of rows: its charset is decided by all of it, its delimiter by its beginning. */
export async function openCsv(file: FileBytes, wish: TableWish): Promise<Table> {
  const guess: CharsetGuess =
    wish.charset === undefined ? await guessCharset(file) : { charset: wish.charset, isLossy: false };
  const { charset } = guess;
  const head = await readHead(file, charset);
  const separator = readSeparatorLine(head);
  const delimiter =
    wish.delimiter ?? separator?.delimiter ?? guessDelimiter(head.slice(separator?.length ?? 0), file.size <= STEP);
  return {
    format: 'csv',
    sheets: [],
    charset,
    delimiter,
    warnings: wish.charset === undefined ? warningsOf(guess) : [],
    rows: () => readRows(skip(decodeText(file, charset, STEP), separator?.length ?? 0), delimiter),
    merges: async () => [],
  };
}

async function readHead(file: FileBytes, charset: ImportCharset): Promise<string> {
  for await (const text of decodeText(file, charset, STEP)) return text;
  return '';
}

/** Leaves out the first characters, all of which stand in the first piece. */
async function* skip(pieces: AsyncIterable<string>, length: number): AsyncGenerator<string> {
  let isFirst = true;
  for await (const piece of pieces) {
    yield isFirst ? piece.slice(length) : piece;
    isFirst = false;
  }
}

async function* readRows(pieces: AsyncIterable<string>, delimiter: string): AsyncGenerator<TableRow[]> {
  const groups = new RowGroups();
  for await (const records of readRecords(pieces, delimiter)) {
    for (const record of records) {
      const full = groups.add(rowOf(record));
      if (full !== undefined) yield full;
    }
  }
  const rest = groups.take();
  if (rest.length > 0) yield rest;
}

function rowOf({ number, cells, unclosed }: NumberedRecord): TableRow {
  const errors: [number, string][] = unclosed === undefined ? [] : [[unclosed, '#UNCLOSED_QUOTE']];
  cells.forEach((cell, column) => {
    const [text, isWhole] = fitCell(cell);
    if (!isWhole) errors.push([column, '#TOO_LONG']);
    cells[column] = text.startsWith('="')
      ? text.replace(KEPT_TEXT, (_, kept: string) => kept.replaceAll('""', '"'))
      : text;
  });
  return errors.length > 0 ? { number, cells, errors } : { number, cells };
}

function warningsOf({ charset, isLossy }: CharsetGuess): TableWarning[] {
  const warnings: TableWarning[] = [];
  if (charset !== 'utf-8' && !charset.startsWith('utf-16')) {
    warnings.push({
      code: 'charset_recovered',
      message: `The text was not UTF-8 and was read as ${charset}. Check the Hebrew; another charset can be chosen.`,
    });
  }
  if (isLossy) {
    warnings.push({
      code: 'charset_unknown',
      message: 'Some characters could not be read and show as \ufffd. Save the file as UTF-8, or choose its charset.',
    });
  }
  return warnings;
}
