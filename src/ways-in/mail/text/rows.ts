/** One line of a mail as its cells: one cell a line of text, several in a row of a table. Cells may have lines. */
export type Row = string[];

const MOST_ROWS = 20_000;

/** Bidi marks around labels and numbers; they mean nothing to whoever compares. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

const PLAIN = /^[ -~\t]*$/;

/** A line without what mail programs put around it. */
export function bare(line: string): string {
  if (PLAIN.test(line)) return line.trim();
  return line.replace(INVISIBLE, '').replaceAll('\u00a0', ' ').trim();
}

/** Plain text as rows. */
export function textRows(text: string): Row[] {
  const lines = text.split(/\r\n|\r|\n/, MOST_ROWS);
  return lines.map((line) => {
    const cells = line.split('\t').map((cell) => cell.trim());
    // A table that became text; more tabs than one are somebody's indentation.
    return cells.length === 2 && cells[0] && cells[1] ? cells : [line.trimEnd()];
  });
}

/**
 * Rows in which a row of several cells is a label and its value: tables that only lay a page out become the lines in
 * their cells.
 */
export function flattened(rows: readonly Row[]): Row[] {
  const flat: Row[] = [];
  for (const row of rows) {
    const cells = row.map((cell) => cell.trim()).filter((cell) => !/^[:\-–|]?$/.test(bare(cell)));
    const [first = ''] = cells;
    if (cells.length > 1 && !first.includes('\n') && first.length <= 100) flat.push(cells);
    else if (cells.length === 0) flat.push(['']);
    else for (const cell of cells) for (const line of cell.split('\n')) flat.push([line]);
    if (flat.length >= MOST_ROWS) break;
  }
  return flat;
}

/** A row as one line. */
export function lineOf(row: Row): string {
  return row.length === 1 ? (row[0] ?? '') : row.join(' ');
}

/** Rows as text, without blank lines at its ends and with one at most in between. */
export function rowText(rows: readonly Row[]): string {
  const lines: string[] = [];
  for (const row of rows) {
    for (const line of lineOf(row).split('\n')) {
      const isBlank = bare(line) === '';
      if (!isBlank || lines.at(-1) !== '') lines.push(isBlank ? '' : line.trimEnd());
    }
  }
  return lines.join('\n').trim();
}
