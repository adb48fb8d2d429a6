import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { allRows, open } from '../../support/files/file.ts';
import { gridWorkbook } from '../../support/files/workbook.ts';
import { csv, imported, importFile } from '../../support/worker/import-file.ts';
import { call, get, newOwner, ORIGIN, type Owner, tablesOf } from '../../support/worker/owner.ts';

async function reportOf(owner: Owner, id: string) {
  const response = await exports.default.fetch(`${ORIGIN}/api/v1/imports/${id}/failures`, {
    headers: { authorization: `Bearer ${owner.apiKey}` },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toContain('.xlsx');
  const table = await open(new Uint8Array(await response.arrayBuffer()));
  return { sheet: table.sheet, cells: (await allRows(table)).map(({ cells }) => cells) };
}

const FILE = csv(['שם פרטי', 'נייד', 'עיר'], ['דנה', '0521234567', ''], ['', '', 'חיפה'], ['', '', '=1+1']);

test('the report holds the rows that failed as the file has them, and why', async () => {
  const owner = await newOwner();
  const { id } = await imported(owner, FILE);
  const { sheet, cells } = await reportOf(owner, id);
  expect(sheet).toBe('Failed rows');
  const reason = expect.stringContaining('neither a name nor a phone');
  expect(cells).toEqual([
    ['Row of the file', 'Why it failed', 'שם פרטי', 'נייד', 'עיר'],
    ['3', reason, '', '', 'חיפה'],
    ['4', reason, '', '', '=1+1'],
  ]);
});

test('its own columns and the reasons are in the language of the database', async () => {
  const owner = await newOwner({ language: 'he' });
  const { id } = await imported(owner, FILE);
  const { sheet, cells } = await reportOf(owner, id);
  expect(sheet).toBe('שורות שלא נקלטו');
  expect(cells[0]).toEqual(['שורה בקובץ', 'למה לא נקלטה', 'שם פרטי', 'נייד', 'עיר']);
  expect(cells[1]?.[1]).toContain('בשורה אין שם');
});

test.each(['he', 'en'])(
  'the repaired report can be imported (%s), and its own columns are no fields',
  async (language) => {
    const owner = await newOwner({ language });
    const { id } = await imported(owner, FILE);
    const { cells } = await reportOf(owner, id);
    const repaired = cells.map((row, at) => (at === 1 ? row.with(2, 'נועה').with(3, '0541234567') : row));
    const { body } = await importFile(owner, gridWorkbook(repaired), { mode: 'skip' }, 'failed-rows.xlsx');
    expect(body.columns.slice(0, 2)).toMatchObject([{ field: 'ignore' }, { field: 'ignore' }]);
    const done = await get(owner, `/imports/${body.id}`);
    expect(done.body).toMatchObject({ state: 'done', created: 1, failed: 1 });
    expect((await tablesOf(owner)).contacts.at(-1)).toMatchObject({
      firstName: 'נועה',
      mobile: '0541234567',
      city: 'חיפה',
    });
  },
);

test('a report without failures has a header alone, and a forecast has one too', async () => {
  const owner = await newOwner();
  const { id } = await imported(owner, csv(['FirstName'], ['Dana']));
  expect((await reportOf(owner, id)).cells).toHaveLength(1);
  const { body } = await importFile(owner, FILE);
  expect((await reportOf(owner, body.id)).cells).toHaveLength(3);
  await call(owner, 'PATCH', `/imports/${body.id}`, { mapping: { עיר: 'FirstName' } });
  expect((await reportOf(owner, body.id)).cells).toHaveLength(1);
});
