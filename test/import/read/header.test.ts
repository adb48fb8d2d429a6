import { describe, expect, it } from 'vitest';
import { columnName, findHeader } from '../../../src/import/read/header.ts';
import type { TableRow } from '../../../src/import/read/table.ts';

const NAMES = new Set(['שם', 'שם פרטי', 'טלפון', 'נייד', 'עיר', 'name', 'phone', 'email', 'city']);
const isKnown = (text: string) => NAMES.has(text.trim().toLowerCase());
const rows = (...cells: string[][]): TableRow[] => cells.map((it, at) => ({ number: at + 1, cells: it }));
const find = (table: TableRow[], merges: Parameters<typeof findHeader>[1] = [], wanted?: number) =>
  findHeader(table, merges, isKnown, wanted);

const NOA = ['נועה', '0521234567', 'חיפה'];

describe('the header is found', () => {
  it('in the first row', () => {
    expect(find(rows(['שם', 'טלפון', 'עיר'], NOA))).toEqual({ row: 1, names: ['שם', 'טלפון', 'עיר'] });
  });

  it('under lines of title', () => {
    expect(find(rows(['לקוחות 2026'], ['הופק ב', '17/05/2026'], ['שם', 'טלפון', 'עיר'], NOA)).row).toBe(3);
  });

  it('under a row of merged groups', () => {
    const table = rows(['פרטים', '', 'מגורים'], ['שם', 'טלפון', 'עיר'], NOA);
    expect(find(table, [{ top: 1, bottom: 1, left: 0, right: 1 }])).toEqual({ row: 2, names: ['שם', 'טלפון', 'עיר'] });
  });

  it('over two rows, of which one is merged downwards', () => {
    const table = rows(['שם', 'טלפון', '', 'עיר'], ['', 'נייד', 'בית'], ['נועה', '0521234567', '', 'חיפה']);
    const merges = [
      { top: 1, bottom: 2, left: 0, right: 0 },
      { top: 1, bottom: 1, left: 1, right: 2 },
      { top: 1, bottom: 2, left: 3, right: 3 },
    ];
    expect(find(table, merges)).toEqual({ row: 2, names: ['שם', 'נייד', 'בית', 'עיר'] });
  });

  it('whose lower row is blank, because all of it is merged', () => {
    const merges = [0, 1, 2].map((column) => ({ top: 1, bottom: 2, left: column, right: column }));
    const table = [...rows(['שם', 'טלפון', 'עיר']), { number: 3, cells: NOA }];
    expect(find(table, merges)).toEqual({ row: 2, names: ['שם', 'טלפון', 'עיר'] });
  });

  it('where no name is known, by what it does not hold', () => {
    expect(find(rows(['Report'], ['Kunde', 'Rufnummer', 'Ort'], NOA)).row).toBe(2);
  });

  it('where a person says it is', () => {
    const table = rows(['שם', 'טלפון'], ['a', 'b'], NOA);
    expect(find(table, [], 2)).toEqual({ row: 2, names: ['a', 'b', 'Column C'] });
    expect(find(table, [], 0)).toEqual({ row: null, names: ['Column A', 'Column B', 'Column C'] });
  });
});

it('says when there is none', () => {
  expect(find(rows(NOA, ['דן', '0541112222', 'לוד']))).toEqual({
    row: null,
    names: ['Column A', 'Column B', 'Column C'],
  });
  expect(find(rows(['dan@example.com'])).row).toBe(null);
  expect(find([])).toEqual({ row: null, names: [] });
});

it('gives every column a name of its own', () => {
  const table = rows(['שם', '', 'טלפון', 'טלפון', 'Column B', 'ID '], ['1', '2', '3', '4', '5', '6', '7']);
  expect(find(table).names).toEqual(['שם', 'Column B', 'טלפון', 'טלפון (2)', 'Column B (2)', 'ID', 'Column G']);
  const merged = find(rows(['שם', 'טלפון', '', '']), [{ top: 1, bottom: 1, left: 1, right: 3 }]);
  expect(merged.names).toEqual(['שם', 'טלפון', 'טלפון (2)', 'טלפון (3)']);
});

it('calls columns as the spreadsheet does', () => {
  expect([0, 25, 26, 701, 702, 16_383].map(columnName).map((it) => it.slice(7))).toEqual([
    'A',
    'Z',
    'AA',
    'ZZ',
    'AAA',
    'XFD',
  ]);
});
