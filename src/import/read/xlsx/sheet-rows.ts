import { MOST_CELL_CHARACTERS, MOST_ROW_CHARACTERS, MOST_SHEET_COLUMNS, MOST_SHEET_ROWS } from '../limits.ts';
import { fitCell, RowGroups } from '../row-groups.ts';
import type { TableRow } from '../table.ts';
import { damaged, tooLarge } from '../unreadable-file.ts';
import { columnOf, rowOf } from './cell-address.ts';
import { cellText, type RawCell } from './cell-text.ts';
import type { NumberFormat } from './number-format.ts';
import type { SharedStrings } from './shared-strings.ts';
import { TextRun } from './text-run.ts';
import { type Attributes, readXml, type XmlHandler } from './xml.ts';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  formats: readonly NumberFormat[];
  strings: SharedStrings | undefined;
  is1904: boolean;
}

/** A row between its XML and its texts: only the cells it has, since one in column XFD must not cost 16,384. */
interface RawRow {
  number: number;
  cells: [column: number, content: number | string, error?: string][];
  /** What its own texts have together; shared ones are counted when they are looked up. */
  characters: number;
}

/** The rows of a worksheet, in groups. Throws UnreadableFile. */
export async function* readSheet(sheet: AsyncIterable<Uint8Array>, context: SheetContext): AsyncGenerator<TableRow[]> {
  const reader = new SheetReader(context);
  const groups = new RowGroups();
  for await (const _ of readXml(sheet, reader)) {
    await context.strings?.load(reader.lastShared);
    for (const raw of reader.takeRows()) {
      const full = groups.add(resolveRow(raw, context.strings));
      if (full !== undefined) yield full;
    }
  }
  const rest = groups.take();
  if (rest.length > 0) yield rest;
}

/** Takes the elements of `sheetData` and gathers rows. */
class SheetReader implements XmlHandler {
  /** The highest number of a shared text that the gathered rows name. */
  lastShared = -1;
  readonly #context: SheetContext;
  #rows: RawRow[] = [];
  #row: RawRow | undefined;
  #rowNumber = 0;
  #column = -1;
  #cell: RawCell | undefined;
  #isValue = false;
  readonly #inline = new TextRun();
  #isInline = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  takeRows(): RawRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#isInline) this.#inline.open(name);
    else if (name === 'c' && this.#row !== undefined) this.#openCell(attributes);
    else if (name === 'v') this.#isValue = this.#cell !== undefined;
    else if (name === 'row') {
      this.#rowNumber = rowOf(attributes.r ?? '') ?? this.#rowNumber + 1;
      if (this.#rowNumber > MOST_SHEET_ROWS)
        throw tooLarge('too_many_rows', `The sheet has more than ${MOST_SHEET_ROWS} rows.`);
      this.#row = { number: this.#rowNumber, cells: [], characters: 0 };
      this.#column = -1;
    } else if (name === 'f' && this.#cell !== undefined) this.#cell.hasFormula = true;
    else if (name === 'is' && this.#cell !== undefined) this.#isInline = true;
  }

  text(text: string): void {
    const cell = this.#cell;
    if (cell === undefined) return;
    if (this.#isInline) this.#inline.add(text, MOST_CELL_CHARACTERS);
    else if (this.#isValue && cell.value.length <= MOST_CELL_CHARACTERS) cell.value += text;
  }

  close(name: string): void {
    if (name === 'v') this.#isValue = false;
    else if (name === 'is') {
      this.#isInline = false;
      if (this.#cell === undefined) return;
      this.#cell.value = this.#inline.take();
      this.#cell.type = 'inlineStr';
    } else if (this.#isInline) this.#inline.close(name);
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') {
      if (this.#row !== undefined && this.#row.cells.length > 0) this.#rows.push(this.#row);
      this.#row = undefined;
    }
  }

  #openCell(attributes: Attributes): void {
    const address = attributes.r;
    this.#column = (address === undefined ? undefined : columnOf(address)) ?? this.#column + 1;
    if (this.#column >= MOST_SHEET_COLUMNS)
      throw damaged(`Row ${this.#rowNumber} has more columns than a sheet can have.`);
    const style = attributes.s;
    const format = style === undefined ? this.#context.formats[0] : this.#context.formats[Number(style)];
    this.#cell = { type: attributes.t ?? 'n', format, value: '', hasFormula: false };
  }

  #closeCell(): void {
    const cell = this.#cell;
    const row = this.#row;
    this.#cell = undefined;
    if (cell === undefined || row === undefined) return;
    // A cell may be named twice, but no honest sheet does it more often than it has columns.
    if (row.cells.length > MOST_SHEET_COLUMNS) throw damaged(`Row ${row.number} names the same cells again and again.`);
    if (cell.type === 's' && cell.value !== '') {
      const index = /^\s*\d{1,9}\s*$/.test(cell.value) ? Number(cell.value) : -1;
      if (index > this.lastShared) this.lastShared = index;
      row.cells.push([this.#column, index]);
      return;
    }
    const { text, error } = cellText(cell, this.#context.is1904);
    row.characters += text.length;
    if (row.characters > MOST_ROW_CHARACTERS) row.cells.push([this.#column, '', '#TOO_LONG']);
    else if (text !== '' || error !== undefined) row.cells.push([this.#column, text, error]);
  }
}

function resolveRow({ number, cells: raw }: RawRow, strings: SharedStrings | undefined): TableRow {
  const width = raw.reduce((widest, [column]) => Math.max(widest, column + 1), 0);
  const cells: string[] = new Array(width).fill('');
  const errors: [number, string][] = [];
  let characters = 0;
  for (const [column, content, error] of raw) {
    if (error !== undefined) errors.push([column, error]);
    const whole = typeof content === 'string' ? content : strings?.get(content);
    if (whole === undefined) errors.push([column, '#MISSING_TEXT']);
    const most = Math.min(MOST_CELL_CHARACTERS, MOST_ROW_CHARACTERS - characters);
    const [text, isWhole] = fitCell(whole ?? '', most);
    if (!isWhole) errors.push([column, '#TOO_LONG']);
    characters += text.length;
    cells[column] = text;
  }
  return errors.length > 0 ? { number, cells, errors } : { number, cells };
}
