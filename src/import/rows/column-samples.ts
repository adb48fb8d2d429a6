import type { TableRow } from '../read/table.ts';

/** Of a column's first values so many different ones, each cut to so many characters. */
const MOST = 3;
const LONGEST = 60;
/** Beyond so many columns nobody looks. */
const MOST_SAMPLED = 200;

/** The first three different values of a column, for whoever checks the mapping. */
export function columnSamples(rows: TableRow[], column: number): string[] {
  if (column >= MOST_SAMPLED) return [];
  const values = rows.flatMap(({ cells }) => {
    const value = cells[column]?.slice(0, LONGEST);
    return value?.trim() ? [value] : [];
  });
  return [...new Set(values)].slice(0, MOST);
}
