// biome-ignore-all lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ReportOptions, type ReportRow, writeReport } from '../../../src/import/failures/report.ts';
import { openArchive } from '../../../src/import/read/xlsx/archive.ts';
import { allRows, fileOf, open } from '../../support/files/file.ts';

const OPTIONS: ReportOptions = {
  names: ['שם', 'טלפון'],
  rowName: 'שורה',
  reasonName: 'סיבה',
  sheetName: 'שורות: שלא [נקלטו]',
  isRightToLeft: true,
};

async function bytesOf(rows: Iterable<ReportRow> | AsyncIterable<ReportRow>, options = OPTIONS): Promise<Uint8Array> {
  return new Uint8Array(await new Response(writeReport(rows, options)).arrayBuffer());
}

/** A part of a workbook as text. */
async function partOf(bytes: Uint8Array, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await openArchive(fileOf(bytes))).read(name)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

it('writes rows that are read back as they were', async () => {
  const table = await open(
    await bytesOf([{ row: 7, reason: 'no <phone> & "no" e-mail', cells: ['נועה', '0521234567', '=1+1'] }]),
  );
  expect(table.sheet).toBe('שורות שלא נקלטו');
  expect(await allRows(table)).toEqual([
    { number: 1, cells: ['שורה', 'סיבה', 'שם', 'טלפון'] },
    { number: 2, cells: ['7', 'no <phone> & "no" e-mail', 'נועה', '0521234567', '=1+1'] },
  ]);
});

it('says of every row and cell where it stands, as programs insist that read no cell without', async () => {
  const cells = ['', ...Array.from({ length: 30 }, (_, at) => `v${at}`)];
  const sheet = await partOf(await bytesOf([{ row: 7, reason: 'r', cells }]), 'xl/worksheets/sheet1.xml');
  expect([...sheet.matchAll(/<row r="(\d+)"/g)].map(([, row]) => row)).toEqual(['1', '2']);
  const places = [...sheet.matchAll(/<c r="([A-Z]+\d+)"/g)].map(([, place]) => place);
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', ...[...'ABCDEFG'].map((it) => `A${it}`)];
  expect(places).toEqual([...letters.slice(0, 4).map((it) => `${it}1`), ...letters.map((it) => `${it}2`)]);
  expect(sheet.match(/<c /g)).toHaveLength(places.length);
});

it('writes any text, without what XML forbids', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('_x000D_', 'a\r\nb', ' x ', '\ud800'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { maxLength: 5 }), async (cells) => {
      const [, row] = await allRows(await open(await bytesOf([{ row: 2, reason: 'r', cells }])));
      const kept = cells.map((it) =>
        it.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''),
      );
      expect(row?.cells).toEqual(['2', 'r', ...kept.slice(0, kept.findLastIndex((it) => it !== '') + 1)]);
    }),
    { numRuns: 200 },
  );
});

it('is written while it is read', async () => {
  let made = 0;
  async function* rows() {
    for (; made < 100_000; made++)
      yield { row: made + 2, reason: 'no phone', cells: [`person ${made} ${Math.sin(made)}`, String(Math.cos(made))] };
  }
  const reader = writeReport(rows(), OPTIONS).getReader();
  for (let reads = 0; reads < 20; reads++) await reader.read();
  await reader.cancel();
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(60_000);
});

it('tells the failure of the rows', async () => {
  // biome-ignore lint/correctness/useYield: it fails before its first row
  async function* rows(): AsyncGenerator<ReportRow> {
    throw new Error('storage is away');
  }
  await expect(bytesOf(rows())).rejects.toThrow('storage is away');
});
