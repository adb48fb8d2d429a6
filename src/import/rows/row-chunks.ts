import type { ImportStore } from '../job/import-store.ts';
import type { TableRow } from '../read/table.ts';

/** Rows of one chunk: a round of the writer, and well below what one value may hold. */
const CHUNK_ROWS = 500;
const CHUNK_CHARACTERS = 200_000;
/** What a cell takes beside its characters, about. */
const CELL = 4;

/** Keeps the rows of a list in chunks, in the order they come. */
export class RowChunks {
  readonly #store: Pick<ImportStore, 'keepRows'>;
  readonly #starts: number[] = [];
  #kept = 0;
  #open: TableRow[] = [];
  #size = 0;

  constructor(store: Pick<ImportStore, 'keepRows'>) {
    this.#store = store;
  }

  /** All rows that came, those of the open chunk included. */
  get rows(): number {
    return this.#kept + this.#open.length;
  }

  /** How many rows stand before each chunk that is kept. */
  get starts(): readonly number[] {
    return this.#starts;
  }

  add(rows: readonly TableRow[]): void {
    for (const row of rows) {
      const size = sizeOf(row);
      const isFull = this.#open.length === CHUNK_ROWS || (this.#size > 0 && this.#size + size > CHUNK_CHARACTERS);
      if (isFull) this.keep();
      this.#open.push(row);
      this.#size += size;
    }
  }

  /** Keeps the open chunk; nothing where there is none. */
  keep(): void {
    if (this.#open.length === 0) return;
    this.#store.keepRows(this.#starts.length, this.#open);
    this.#starts.push(this.#kept);
    this.#kept += this.#open.length;
    this.#open = [];
    this.#size = 0;
  }
}

const sizeOf = ({ cells }: TableRow) => cells.reduce((sum, cell) => sum + cell.length + CELL, 0);
