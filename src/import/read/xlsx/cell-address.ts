import { MOST_SHEET_COLUMNS, MOST_SHEET_ROWS } from '../limits.ts';

/** The column of an address such as `AB12`, from 0; undefined when it is none that a sheet has. */
export function columnOf(address: string): number | undefined {
  let column = 0;
  let at = 0;
  for (; at < address.length; at++) {
    const letter = (address.charCodeAt(at) | 0x20) - 0x60;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > MOST_SHEET_COLUMNS) return undefined;
  }
  return at === 0 ? undefined : column - 1;
}

/**
 * The row of an address such as `AB12`, or of a row's own number, from 1; undefined when it is none that a sheet has.
 */
export function rowOf(address: string): number | undefined {
  const digits = /\d{1,10}$/.exec(address)?.[0];
  const row = Number(digits ?? 0);
  return row >= 1 && row <= MOST_SHEET_ROWS ? row : undefined;
}

/** The letters above a column, from 0: `A`, `Z`, `AA`. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
