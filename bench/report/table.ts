/** One line of the report. */
export interface Line {
  what: string;
  measured: string;
  target?: string;
  /** undefined: nothing is demanded of it. */
  met?: boolean;
}

/** Prints a part of the report. */
export function printLines(title: string, notes: string[], lines: Line[]): void {
  const width = (column: 'what' | 'measured' | 'target') =>
    Math.max(...lines.map((line) => (line[column] ?? '').length));
  const [what, measured, target] = [width('what'), width('measured'), width('target')];
  const rows = lines.map((line) => {
    const verdict = line.met === undefined ? '' : line.met ? 'met' : 'MISSED';
    return `  ${line.what.padEnd(what)}  ${line.measured.padStart(measured)}  ${(line.target ?? '').padEnd(target)}  ${verdict}`;
  });
  process.stdout.write(`\n${title}\n${notes.map((note) => `  ${note}\n`).join('')}${rows.join('\n')}\n`);
}

/** A number as people read it: 3 digits that mean something, no more. */
export const rounded = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3).replace(/\.?0+$/, '');
