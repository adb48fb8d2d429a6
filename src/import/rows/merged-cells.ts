import type { TableRow } from '../read/table.ts';
import type { Merge } from '../read/xlsx/merges.ts';

/** Merges that reach over a row at once. */
const MOST_OPEN = 200;

/**
 * Gives each row what cells merged downwards show beside it: the company of three people is written once. A phone, an
 * e-mail address or a number is not spread, since people are told apart by them. Rows come in order.
 */
export class MergedCells {
  readonly #byTop = new Map<number, Merge[]>();
  readonly #tops: number[];
  #next = 0;
  #open: { merge: Merge; text: string }[] = [];

  constructor(merges: readonly Merge[]) {
    for (const merge of merges) {
      if (merge.bottom === merge.top) continue;
      const same = this.#byTop.get(merge.top);
      if (same) same.push(merge);
      else this.#byTop.set(merge.top, [merge]);
    }
    this.#tops = [...this.#byTop.keys()].sort((a, b) => a - b);
  }

  fill(row: TableRow): TableRow {
    const { number } = row;
    if (this.#tops.length === 0) return row;
    this.#open = this.#open.filter(({ merge }) => merge.bottom >= number);
    let { cells } = row;
    for (const { merge, text } of this.#open) {
      if ((cells[merge.left] ?? '') !== '') continue;
      if (cells === row.cells) cells = [...row.cells];
      while (cells.length < merge.left) cells.push('');
      cells[merge.left] = text;
    }
    for (let top = this.#tops[this.#next]; top !== undefined && top <= number; top = this.#tops[++this.#next]) {
      if (top !== number) continue;
      for (const merge of this.#byTop.get(top) ?? []) {
        const text = row.cells[merge.left] ?? '';
        if (this.#open.length < MOST_OPEN && isShared(text)) this.#open.push({ merge, text });
      }
    }
    return cells === row.cells ? row : { ...row, cells };
  }
}

const isShared = (text: string) => /\p{L}/u.test(text) && !text.includes('@') && text.replace(/\D/g, '').length < 7;
