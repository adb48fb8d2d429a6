import { FREELY_EMPTY_CELLS, MOST_CELL_CHARACTERS, MOST_CELLS, MOST_EMPTY_FOR_FILLED } from './limits.ts';
import type { TableRow } from './table.ts';
import { tooLarge } from './unreadable-file.ts';

const MOST_ROWS_A_GROUP = 500;
const MOST_CHARACTERS_A_GROUP = 256 * 1024;
const MOST_CELLS_A_GROUP = 64 * 1024;

/** Gathers rows into groups that fit in memory, and counts what the whole file hands out. */
export class RowGroups {
  #group: TableRow[] = [];
  #characters = 0;
  #cells = 0;
  #allCells = 0;
  #filledCells = 0;

  /**
   * Adds a row unless it is blank; the group when it is full. Throws UnreadableFile when the file has too many cells.
   */
  add(row: TableRow): TableRow[] | undefined {
    dropEmptyEnd(row);
    if (row.errors === undefined && isBlank(row.cells)) return undefined;
    this.#group.push(row);
    this.#cells += row.cells.length;
    this.#allCells += row.cells.length;
    for (const cell of row.cells) {
      if (cell === '') continue;
      this.#characters += cell.length;
      this.#filledCells += 1;
    }
    this.#refuseTooMany();
    const isFull =
      this.#group.length >= MOST_ROWS_A_GROUP ||
      this.#characters >= MOST_CHARACTERS_A_GROUP ||
      this.#cells >= MOST_CELLS_A_GROUP;
    return isFull ? this.take() : undefined;
  }

  #refuseTooMany(): void {
    if (this.#allCells > MOST_CELLS) {
      throw tooLarge(
        'too_many_cells',
        `The table has more than ${MOST_CELLS} cells. Remove columns that are not needed.`,
      );
    }
    const empty = this.#allCells - this.#filledCells;
    if (empty > FREELY_EMPTY_CELLS && empty > this.#filledCells * MOST_EMPTY_FOR_FILLED) {
      throw tooLarge(
        'too_many_cells',
        'The table is very wide and nearly empty: values stand far to the right of it. Remove columns that are not needed.',
      );
    }
  }

  /** What has gathered so far, perhaps nothing. */
  take(): TableRow[] {
    const group = this.#group;
    this.#group = [];
    this.#characters = 0;
    this.#cells = 0;
    return group;
  }
}

function dropEmptyEnd({ cells }: TableRow): void {
  let length = cells.length;
  while (length > 0 && cells[length - 1] === '') length -= 1;
  cells.length = length;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '' || cell.trim() === '');
}

/** The text as far as a cell may have it, and whether that is all of it. A pair of surrogates is not torn. */
export function fitCell(text: string, most = MOST_CELL_CHARACTERS): [text: string, isWhole: boolean] {
  if (text.length <= most) return [text, true];
  const cut = text.slice(0, Math.max(0, most));
  return [/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut, false];
}
