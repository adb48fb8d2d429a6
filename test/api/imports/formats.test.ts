import { expect, test } from 'vitest';
import { gridWorkbook, workbook } from '../../support/files/workbook.ts';
import { csv, ended, imported, importFile, rowsOf } from '../../support/worker/import-file.ts';
import { call, type Json, newOwner, tablesOf } from '../../support/worker/owner.ts';

const GRID = [
  ['שם פרטי', 'שם משפחה', 'נייד'],
  ['דנה', 'לוי', '0521234567'],
  ['יוסי', 'כהן, ובניו', '0547654321'],
];
const text = (delimiter: string) =>
  GRID.map((cells) => cells.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter)).join(
    '\r\n',
  );

const utf8 = (content: string) => new TextEncoder().encode(content);
const utf16 = (content: string) => {
  const bytes = new Uint8Array(content.length * 2);
  for (let at = 0; at < content.length; at++)
    new DataView(bytes.buffer).setUint16(at * 2, content.charCodeAt(at), true);
  return bytes;
};
/** Letters of windows-1255 stand at 0xE0. */
const windows1255 = (content: string) =>
  Uint8Array.from(content, (it) => (it >= 'א' && it <= 'ת' ? it.charCodeAt(0) - 0x5d0 + 0xe0 : it.charCodeAt(0)));

test.each<[string, Uint8Array, Record<string, unknown>]>([
  ['UTF-8', utf8(text(',')), { charset: 'utf-8', delimiter: ',' }],
  ['UTF-8 with a byte order mark', utf8(`\ufeff${text(',')}`), { charset: 'utf-8', delimiter: ',' }],
  ['UTF-16 with a byte order mark and tabs', utf16(`\ufeff${text('\t')}`), { charset: 'utf-16le', delimiter: '\t' }],
  ['windows-1255', windows1255(text(',')), { charset: 'windows-1255', delimiter: ',' }],
  ['semicolons', utf8(text(';')), { charset: 'utf-8', delimiter: ';' }],
  ['tabs', utf8(text('\t')), { delimiter: '\t' }],
  ['bars', utf8(text('|')), { delimiter: '|' }],
  ['an .xlsx', gridWorkbook(GRID), { format: 'xlsx', sheet: 'Sheet1', charset: null, delimiter: null }],
])('a file in %s is read', async (_, file, read) => {
  const owner = await newOwner();
  const done = await imported(owner, file, { mode: 'skip' }, 'whatever it is called');
  expect(done).toMatchObject({ created: 2, failed: 0, headerRow: 1, ...read });
  const { contacts } = await tablesOf(owner);
  expect(contacts).toMatchObject([
    { firstName: 'דנה', lastName: 'לוי', mobile: '0521234567' },
    { firstName: 'יוסי', lastName: 'כהן, ובניו', mobile: '0547654321' },
  ]);
});

test('a charset that was not recognised rightly can be said, also afterwards', async () => {
  const owner = await newOwner();
  const { body } = await importFile(owner, windows1255(text(',')), { charset: 'iso-8859-8' });
  expect(body.charset).toBe('iso-8859-8');
  const mended = await call(owner, 'PATCH', `/imports/${body.id}`, { charset: 'windows-1255' });
  expect(mended.body.columns.map(({ name }: Json) => name)).toEqual(GRID[0]);
});

test('of a workbook the first sheet that is not hidden is read, and another can be chosen', async () => {
  const owner = await newOwner();
  const cell = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const data = (...rows: string[][]) => rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('');
  const file = workbook({
    sheets: [
      { name: 'Old', state: 'hidden', data: data(['FirstName'], ['Hidden']) },
      { name: 'March', data: data(['FirstName'], ['Dana']) },
      { name: 'April', data: data(['FirstName'], ['Noam'], ['Tal']) },
    ],
  });
  const { body } = await importFile(owner, file, {}, 'a.xlsx');
  expect(body).toMatchObject({ sheet: 'March', rows: 1 });
  expect(body.sheets).toContainEqual({ name: 'Old', isHidden: true });
  const patch = (sheet: string) => call(owner, 'PATCH', `/imports/${body.id}`, { sheet });
  expect((await patch('April')).body).toMatchObject({ state: 'ready', sheet: 'April', rows: 2 });
  expect((await rowsOf(owner, body.id)).map(({ values }) => values[0].value)).toEqual(['Noam', 'Tal']);
  expect((await patch('May')).body).toMatchObject({
    state: 'unreadable',
    rows: 0,
    error: { message: expect.any(String) },
  });
  expect(await rowsOf(owner, body.id)).toEqual([]);
  expect((await call(owner, 'POST', `/imports/${body.id}/start`, { mode: 'skip' })).status).toBe(409);
  expect((await patch('March')).body).toMatchObject({ state: 'ready', error: null, rows: 1 });
});

test('of a workbook whose first sheet is empty the next one with rows is read, and that is told, unless a sheet was chosen', async () => {
  const owner = await newOwner();
  const data = (...rows: string[]) =>
    rows.map((text) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`).join('');
  const file = workbook({
    sheets: [
      { name: 'Cover', data: '' },
      { name: 'Old', state: 'hidden', data: data('FirstName', 'Hidden') },
      { name: 'March', data: data('FirstName', 'Dana') },
    ],
  });
  const { body } = await importFile(owner, file, {}, 'a.xlsx');
  expect(body).toMatchObject({ state: 'ready', sheet: 'March', rows: 1 });
  expect(body.warnings).toContainEqual({ code: 'other_sheet', message: expect.stringContaining('March') });
  const chosen = await importFile(owner, file, { sheet: 'Cover' }, 'a.xlsx');
  expect(chosen).toMatchObject({ status: 422, body: { code: 'no_rows', detail: expect.stringContaining('March') } });
});

test('numbers and dates of a workbook come as they are shown, and a cell with an error is warned of', async () => {
  const owner = await newOwner();
  const head = ['FirstName', 'Phone', 'BirthDate', 'City']
    .map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`)
    .join('');
  const file = workbook({
    formats: [0, 14],
    sheets: [
      {
        data: `<row r="1">${head}</row><row r="2"><c t="inlineStr"><is><t>Dana</t></is></c><c><v>521234567</v></c><c s="1"><v>33238</v></c><c t="e"><v>#N/A</v></c></row>`,
      },
    ],
  });
  const { id } = await imported(owner, file, { mode: 'skip' }, 'a.xlsx');
  const { contacts, identities } = await tablesOf(owner);
  expect(contacts[0]).toMatchObject({ firstName: 'Dana', birthDate: '1990-12-31', city: null });
  expect(identities).toMatchObject([{ kind: 'phone', value: '+972521234567' }]);
  const [row] = await rowsOf(owner, id);
  expect(row.warnings).toMatchObject([{ code: 'cell_error', field: 'City', message: expect.stringContaining('#N/A') }]);
});

test('days that are not formatted as dates are counted as their workbook counts, whenever their column is mapped', async () => {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const data = `<row>${cell('FirstName')}${cell('Phone')}${cell('Born')}</row><row>${cell('Dana')}${cell('0521234567')}<c><v>29342</v></c></row>`;
  for (const [is1904, birthDate] of [
    [true, '1984-05-02'],
    [false, '1980-05-01'],
  ] as const) {
    const owner = await newOwner();
    const { body } = await importFile(owner, workbook({ is1904, sheets: [{ data }] }), {}, 'a.xlsx');
    await call(owner, 'PATCH', `/imports/${body.id}`, { mapping: { Born: 'BirthDate' } });
    await call(owner, 'POST', `/imports/${body.id}/start`, { mode: 'skip' });
    await ended(owner, body.id);
    expect((await tablesOf(owner)).contacts).toMatchObject([{ birthDate }]);
  }
});

test('a header below title lines is found, and rows count as the spreadsheet does', async () => {
  const owner = await newOwner();
  const { id, headerRow } = await imported(
    owner,
    'Contacts of March\r\n\r\nFirstName,Phone\r\n\r\nDana,0521234567\r\n',
  );
  expect(headerRow).toBe(3);
  expect(await rowsOf(owner, id)).toMatchObject([{ row: 5, outcome: 'created' }]);
});

test('rows too large to be leads fail one by one, wherever they stand, and the others go through', async () => {
  const owner = await newOwner();
  const cell = 'ש'.repeat(30_000);
  const huge = (n: number) => [`N${n}`, ...Array.from({ length: 12 }, () => cell)];
  const rows = Array.from({ length: 40 }, (_, n) => (n % 2 ? huge(n) : [`N${n}`]));
  const file = csv(['FirstName', ...Array.from({ length: 12 }, (_, n) => `c${n}`)], ...rows);
  const done = await imported(owner, file);
  expect(done).toMatchObject({ rows: 40, created: 20, failed: 20 });
  const shown = await rowsOf(owner, done.id, 7);
  expect(shown.map(({ row }) => row)).toEqual(rows.map((_, n) => n + 2));
  expect(shown[1].reason.code).toBe('row_too_large');
});

test('a sheet may be as wide as a spreadsheet can be', async () => {
  const owner = await newOwner();
  const cell = (address: string, value: string) => `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const data = Array.from(
    { length: 60 },
    (_, n) => `<row r="${n + 2}">${cell(`A${n + 2}`, `N${n}`)}${cell(`XFD${n + 2}`, 'x')}</row>`,
  );
  const file = workbook({ sheets: [{ data: `<row r="1">${cell('A1', 'FirstName')}</row>${data.join('')}` }] });
  expect(await imported(owner, file, { mode: 'skip' }, 'wide.xlsx')).toMatchObject({ created: 60, failed: 0 });
});
