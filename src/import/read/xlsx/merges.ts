import { columnOf, rowOf } from './cell-address.ts';
import { decode } from './xml.ts';

/** Cells shown as one; rows from 1, columns from 0, both ends included. */
export interface Merge {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Headers stand above; of a list of tens of thousands of merged rows further down not all need be kept. */
const LAST_OF_HEADER = 100;
const MOST_MERGES = 10_000;
/** Longer than any `mergeCell` element. */
const OVERLAP = 300;

/**
 * The merges of a sheet: all that begin in its first 100 rows, and 10,000 below. A text cannot hold `<`, so the
 * elements are found without reading the XML, at the price of unpacking alone.
 */
export async function findMerges(sheet: AsyncIterable<Uint8Array>): Promise<Merge[]> {
  const merges = new Map<string, Merge>();
  let before = '';
  for await (const text of decode(sheet)) {
    const window = before + text;
    for (const [, ref = ''] of window.matchAll(
      /<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?\bref\s{0,5}=\s{0,5}["']([^"'<>]{1,40})["']/g,
    )) {
      const merge = readRange(ref);
      const most = (merge?.top ?? 0) <= LAST_OF_HEADER ? MOST_MERGES * 2 : MOST_MERGES;
      if (merge !== undefined && merges.size < most) merges.set(ref, merge);
    }
    before = window.slice(-OVERLAP);
  }
  return [...merges.values()];
}

function readRange(ref: string): Merge | undefined {
  const [from = '', to = ''] = ref.replaceAll('$', '').split(':');
  const [top, bottom, left, right] = [rowOf(from), rowOf(to), columnOf(from), columnOf(to)];
  if (top === undefined || bottom === undefined || left === undefined || right === undefined) return undefined;
  return bottom < top || right < left ? undefined : { top, bottom, left, right };
}
