import { expect, it } from 'vitest';
import { MergedCells } from '../../../src/import/rows/merged-cells.ts';
import { PeopleInList } from '../../../src/import/rows/people-in-list.ts';
import { unmappedColumns } from '../../../src/import/rows/unmapped-columns.ts';

const COLUMNS = [
  { name: 'שם', target: 'fullName', samples: [] },
  { name: 'טלפון', target: 'phone', samples: [] },
  { name: 'סטטוס', target: 'status', samples: [] },
  { name: 'סכום', target: null, samples: [] },
];
const rows = (...all: string[][]) => all.map((cells, at) => ({ number: at + 2, cells }));

function sift(...all: string[][]) {
  const list = new PeopleInList(COLUMNS);
  // One by one: nothing may hang on how a file is cut into groups.
  const people = [...rows(...all).flatMap((row) => list.take([row])), ...list.take([], true)];
  return { people: people.map(({ cells }) => cells[0]), warnings: list.warnings() };
}

it('takes neither a repeated header nor the title of a group for people, and names their rows', () => {
  const { people, warnings } = sift(
    ['דנה לוי', '052-6543210', 'חדש'],
    ['בטיפול'],
    ['שם', 'טלפון', 'סטטוס'],
    ['מיכל בר', '050-6123456', 'בטיפול'],
    ['רון'],
  );
  expect(people).toEqual(['דנה לוי', 'מיכל בר', 'רון']);
  expect(warnings).toMatchObject([{ code: 'rows_left_out', message: expect.stringContaining('3, 4') }]);
});

it.each([
  ['סה"כ', '', '', '2000'],
  ['סה״כ:', '', '', '1,234,567,890'],
  ['', '', 'Total', '25'],
  ['Grand total', '2', '', '25'],
  ['Total: 25'],
  ['סך הכל לקוחות 25'],
])('takes a line of totals for nobody: %j', (...cells) => {
  expect(sift(['דנה לוי', '052-6543210'], cells).people).toEqual(['דנה לוי']);
});

it.each([
  ['Total Wellness Ltd', '', '', '5'],
  ['Total', '052-6543210', '', '5'],
  ['Dana Levi', '', 'Total', '5'],
  ['סהר כהן', '', '', '2000'],
])('takes who is called so for a person: %j', (...cells) => {
  expect(sift(cells).people).toHaveLength(1);
});

it('says nothing where nothing was left out', () => {
  expect(sift(['דנה לוי', '052-6543210']).warnings).toEqual([]);
});

it('gives people under a merged cell what it shows, and nobody the phone of another', () => {
  const merged = new MergedCells([
    { top: 2, bottom: 4, left: 0, right: 0 },
    { top: 2, bottom: 3, left: 2, right: 2 },
    { top: 1, bottom: 1, left: 0, right: 3 },
  ]);
  const filled = rows(['אלפא', 'דנה', '052-6543210'], ['', 'רון', ''], ['', 'מיכל'], ['', 'אבי']).map((row) =>
    merged.fill(row),
  );
  expect(filled.map(({ cells }) => cells)).toEqual([
    ['אלפא', 'דנה', '052-6543210'],
    ['אלפא', 'רון', ''],
    ['אלפא', 'מיכל'],
    ['', 'אבי'],
  ]);
});

it('tells which columns hold values and go nowhere', () => {
  const column = (name: string, target: string | null, ...samples: string[]) => ({ name, target, samples });
  const told = unmappedColumns([
    column('Name', 'fullName', 'Dana'),
    column('Shoe', null, '38'),
    column('Empty', null),
    column('קידומת', null, '052'),
    column('Phone 1 - Label', null, 'Home'),
    column('Phone 1 - Value', 'phone', '03-1234567'),
  ]);
  expect(told).toMatchObject([{ code: 'unmapped_columns', message: expect.stringContaining('“Shoe”:') }]);
  expect(unmappedColumns([column('Name', 'fullName', 'Dana')])).toEqual([]);
});
