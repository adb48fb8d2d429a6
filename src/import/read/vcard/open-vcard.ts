import { decodeText, guessCharset } from '../csv/charset.ts';
import type { FileBytes } from '../file.ts';
import { RowGroups } from '../row-groups.ts';
import type { Table, TableRow, TableWish } from '../table.ts';
import { CARD_COLUMNS, cardCells } from './card-cells.ts';
import { cardLines } from './card-lines.ts';

/** Bytes decoded at once. */
const STEP = 64 * 1024;

/**
 * Opens an address book as phones export it (vCard 2.1, 3.0, 4.0; several cards in a file): a row for each card under
 * the column names of an address book's list.
 */
export async function openVcard(file: FileBytes, wish: TableWish): Promise<Table> {
  const charset = wish.charset ?? (await guessCharset(file)).charset;
  return {
    format: 'vcard',
    sheets: [],
    charset,
    warnings: [{ code: 'vcard_read', message: 'This is an address book of a phone; each card in it is a row.' }],
    rows: () => readRows(decodeText(file, charset, STEP)),
    merges: async () => [],
  };
}

async function* readRows(pieces: AsyncIterable<string>): AsyncGenerator<TableRow[]> {
  const groups = new RowGroups();
  groups.add({ number: 1, cells: [...CARD_COLUMNS] });
  let number = 1;
  for await (const card of cardLines(pieces)) {
    number += 1;
    const full = groups.add({ number, cells: cardCells(card) });
    if (full !== undefined) yield full;
  }
  const rest = groups.take();
  if (rest.length > 0) yield rest;
}
