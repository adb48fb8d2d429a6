import { describe, expect, it } from 'vitest';
import { refusalOf, rowsOf } from '../../support/files/file.ts';
import { workbook } from '../../support/files/workbook.ts';
import { processorMs } from '../../support/pure/processor-time.ts';

const MEGABYTE = 1024 * 1024;
const textOf = (piece: string, bytes: number) => new Uint8Array(Buffer.alloc(bytes, piece));

/** What a plain loop of a hundred million steps costs here and now: other machines are slower, and so is a busy one. */
function calibration(): number {
  const before = processorMs();
  let sum = 0;
  for (let at = 0; at < 100_000_000; at++) sum = (sum + at) & 0xffff;
  return Math.max(20, processorMs() - before + (sum & 1));
}

async function costOf(content: Uint8Array): Promise<number> {
  const before = processorMs();
  await refusalOf(content);
  return processorMs() - before;
}

const rowsWith = (row: string, times: number) => workbook({ sheets: [{ data: row.repeat(times) }] });

describe('a file costs no more than its bytes, whatever it does not hold', () => {
  const filled = '<row><c r="XFD1"><v>1</v></c></row>';
  it.each<[string, () => Uint8Array]>([
    ['rows with one cell in the last column', () => rowsWith(filled, 20_000)],
    ['rows with a stray value every thirty columns', () => rowsWith(filled.replace('XFD', 'AE'), 400_000)],
    ['rows without cells', () => rowsWith('<row/>', 2_000_000)],
    ['cells without values', () => rowsWith(`<row>${'<c/>'.repeat(16_000)}</row>`, 1000)],
    ['line feeds', () => textOf('\n', 25 * MEGABYTE)],
    ['returns', () => textOf('\r', 25 * MEGABYTE)],
    ['line breaks of two', () => textOf('\r\n', 25 * MEGABYTE)],
    ['delimiters and line feeds', () => textOf(',\n', 25 * MEGABYTE)],
    ['empty quotes', () => textOf('""\n', 25 * MEGABYTE)],
    ['rows of delimiters and a letter', () => textOf(`${','.repeat(16_000)}x\n`, 25 * MEGABYTE)],
    ['rows of one letter', () => textOf('a\n', 25 * MEGABYTE)],
  ])('%s', async (_, make) => {
    const file = make();
    const unit = calibration();
    expect((await costOf(file)) / unit).toBeLessThan(30);
  });
});

describe('blank lines', () => {
  it('are counted as Excel counts them, in every kind of line break', async () => {
    expect((await rowsOf('a,b\n\n , \r\n\r\r\nc,d\n')).map(({ number }) => number)).toEqual([1, 6]);
  });

  it('across the pieces in which a file is read', async () => {
    const pad = 'x'.repeat(64 * 1024 - 5);
    const [, last] = await rowsOf(`a,${pad}\r\n\r\n\r\nb,c\n`);
    expect(last).toEqual({ number: 4, cells: ['b', 'c'] });
  });

  it('are no more than a sheet can have', async () => {
    expect(await refusalOf(textOf('\n', 2 * MEGABYTE))).toMatchObject({ code: 'too_many_rows', status: 413 });
  });
});

it('a stray value far to the right costs no honest file its rows', async () => {
  const stray = '<row><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>';
  const data = stray.repeat(50) + '<row><c><v>1</v></c></row>'.repeat(1000);
  expect(await rowsOf(workbook({ sheets: [{ data }] }))).toHaveLength(1050);
});
