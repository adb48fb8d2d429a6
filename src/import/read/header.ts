import type { TableRow } from './table.ts';
import { columnLetters } from './xlsx/cell-address.ts';
import type { Merge } from './xlsx/merges.ts';

/** How far down a header is looked for, in rows that are not blank. */
const ROWS_LOOKED_AT = 20;
/** A header of more rows than this is no header. */
const TALLEST_HEADER = 4;

export interface Header {
  /**
   * The header's last row, as the spreadsheet counts; the data stand below. Null when the first row is data already.
   */
  row: number | null;
  /** One for each column that the header or the first rows have, each different, none empty. */
  names: string[];
}

/**
 * Finds the row that names the columns: the one with most names that `isKnown` recognises, else the first wide row that
 * holds no phone, e-mail, date or number. Title lines above it and a row of merged groups lose against it. `wanted` is
 * a person's choice of row, 0 for none.
 */
export function findHeader(
  firstRows: readonly TableRow[],
  merges: readonly Merge[],
  isKnown: (cellText: string) => boolean,
  wanted?: number,
): Header {
  const rows = firstRows.slice(0, ROWS_LOOKED_AT);
  const chosen = wanted === undefined ? chooseRow(rows, merges, isKnown) : wanted === 0 ? undefined : wanted;
  if (chosen === undefined) return { row: null, names: nameColumns([], widest(rows)) };
  const row = wanted === undefined ? lastRowOf(chosen, rows, merges) : chosen;
  const texts = textsOf(row, rows, merges);
  return { row, names: nameColumns(texts, widest(rows.filter(({ number }) => number >= row))) };
}

/** How a column without a name is called: `Column C`. */
export const columnName = (column: number): string => `Column ${columnLetters(column)}`;

function chooseRow(rows: readonly TableRow[], merges: readonly Merge[], isKnown: (text: string) => boolean) {
  let best: { number: number; score: number } | undefined;
  for (const { number } of rows) {
    const texts = textsOf(number, rows, merges, false).filter((text) => text !== '');
    const known = texts.filter(isKnown).length;
    const score = known - texts.filter(isValue).length;
    if (known > 0 && score > 0 && (best === undefined || score > best.score)) best = { number, score };
  }
  return best?.number ?? firstOfWords(rows);
}

/** Where no name is known: the first row about as wide as the widest, unless it holds values. */
function firstOfWords(rows: readonly TableRow[]): number | undefined {
  const filled = rows.map(({ cells }) => cells.filter((cell) => clean(cell) !== ''));
  const width = Math.max(0, ...filled.map((cells) => cells.length));
  const at = filled.findIndex((cells) => cells.length >= width * 0.6);
  return filled[at]?.some(isValue) ? undefined : rows[at]?.number;
}

/** A header cell merged downwards makes the header end where its merge ends. */
function lastRowOf(row: number, rows: readonly TableRow[], merges: readonly Merge[]): number {
  const downward = merges.filter((it) => it.top <= row && it.bottom > row && it.bottom - it.top < TALLEST_HEADER);
  const named = downward.filter((it) => textAt(it.top, it.left, rows) !== '');
  return Math.max(row, ...named.map(({ bottom }) => bottom));
}

/** The texts of a row with what merges bring: the upper cell's text below, and to the right with a number. */
function textsOf(row: number, rows: readonly TableRow[], merges: readonly Merge[], isSpread = true): string[] {
  const texts = rows.find(({ number }) => number === row)?.cells.map(clean) ?? [];
  for (const { top, bottom, left, right } of merges) {
    if (row < top || row > bottom || bottom - top >= TALLEST_HEADER) continue;
    const text = textAt(top, left, rows);
    for (let column = left; text !== '' && column <= (isSpread ? right : left); column++) {
      while (texts.length <= column) texts.push('');
      if (texts[column] === '') texts[column] = column === left ? text : `${text} (${column - left + 1})`;
    }
  }
  return texts;
}

const textAt = (row: number, column: number, rows: readonly TableRow[]): string =>
  clean(rows.find(({ number }) => number === row)?.cells[column] ?? '');

function nameColumns(texts: readonly string[], width: number): string[] {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return Array.from({ length: Math.max(texts.length, width) }, (_, column) => {
    const text = texts[column] || columnName(column);
    let name = text;
    const base = text.toLowerCase();
    for (let count = next.get(base) ?? 2; taken.has(name.toLowerCase()); count++) {
      name = `${text} (${count})`;
      next.set(base, count + 1);
    }
    taken.add(name.toLowerCase());
    return name;
  });
}

const widest = (rows: readonly TableRow[]): number => Math.max(0, ...rows.map(({ cells }) => cells.length));

/** Without bidi marks and line breaks, which headers of exports carry. */
const clean = (text: string): string =>
  text
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Looks like somebody's data and not like the name of a column. */
function isValue(cell: string): boolean {
  const text = clean(cell);
  if (text.length > 100) return true;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return true;
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?$/.test(text)) return true;
  return /^[+(]?\d[\d\s()./+,-]*$/.test(text);
}
