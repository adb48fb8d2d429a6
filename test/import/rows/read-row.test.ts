import { expect, it } from 'vitest';
import type { TableRow } from '../../../src/import/read/table.ts';
import { targetsOf } from '../../../src/import/rows/columns.ts';
import { rowReader } from '../../../src/import/rows/read-row.ts';
import { someRules } from '../../support/pure/import-channel.ts';

const RULES = someRules();

/** Reads one row of a file with these columns. */
function read(names: string[], cells: string[], { errors }: Pick<TableRow, 'errors'> = {}, mapping = {}) {
  const targets = targetsOf(names, mapping, RULES.channel);
  const columns = names.map((name, at) => ({ name, target: targets[at] ?? null, samples: [] }));
  return rowReader(columns, RULES)({ number: 2, cells, ...(errors ? { errors } : {}) });
}

function leadOf(...row: Parameters<typeof read>) {
  const reading = read(...row);
  if ('reason' in reading) throw new Error(reading.reason.code);
  return reading;
}

const reasonOf = (...row: Parameters<typeof read>) => {
  const reading = read(...row);
  return 'reason' in reading ? reading.reason.code : undefined;
};

it('splits a full name and normalises identities', () => {
  const { lead } = leadOf(['Name', 'נייד', 'ת.ז.'], ['Dana Levi', '052-123 4567', '20374582-3']);
  expect(lead.details).toEqual({ firstName: 'Dana', lastName: 'Levi', mobile: '052-123 4567', idNumber: '20374582-3' });
  expect(lead.identities).toEqual([
    { kind: 'idNumber', value: '203745823' },
    { kind: 'phone', value: '+972521234567' },
  ]);
});

it.each([
  [['', '', 'Haifa'], 'nobody_named'],
  [['', ' \u200f ', 'Haifa'], 'nobody_named'],
  [[], 'erased'],
  [['Dana', '', 'x'.repeat(65_536)], 'row_too_large'],
  [['Dana'], undefined],
  [['', 'not a phone'], undefined],
])('a row of %j comes to %s', (cells, reason) => {
  expect(reasonOf(['FirstName', 'Phone', 'City'], cells)).toBe(reason);
});

it('names somebody by a company alone', () => {
  expect(reasonOf(['Company'], ['Kelet Ltd'])).toBeUndefined();
});

it('does not call a row erased that holds an error alone', () => {
  expect(reasonOf(['FirstName'], [], { errors: [[0, '#N/A']] })).toBe('nobody_named');
});

it('takes an error for an empty cell, and warns of it by the name of its column', () => {
  const { lead } = leadOf(['FirstName', 'Phone'], ['Dana', ''], { errors: [[1, '#REF!']] });
  expect(lead.details).toEqual({ firstName: 'Dana' });
  expect(lead.warnings).toMatchObject([
    { code: 'cell_error', field: 'Phone', message: expect.stringContaining('#REF!') },
  ]);
});

it('reads the status by its name, also in Hebrew, and never as a field', () => {
  expect(leadOf(['FirstName', 'סטטוס'], ['Dana', 'לקוח']).statusId).toBe('s2');
  expect(leadOf(['FirstName', 'Status'], ['Dana', ' NEW ']).statusId).toBe('s1');
  const { lead, statusId } = leadOf(['FirstName', 'Status'], ['Dana', 'VIP']);
  expect([statusId, lead.unknown, lead.warnings.map(({ code }) => code)]).toEqual([
    undefined,
    { Status: 'VIP' },
    ['unknown_status'],
  ]);
  expect(leadOf(['FirstName', 'Status'], ['Dana', '']).lead.warnings).toEqual([]);
});

it('keeps what nobody knows by the name of its column, and drops what is ignored', () => {
  const { lead } = leadOf(['FirstName', 'Shoe', 'Secret'], ['Dana', '38', 'x', 'beyond'], {}, { Secret: 'ignore' });
  expect(lead.unknown).toEqual({ Shoe: '38', 'Column D': 'beyond' });
});

it('keeps brackets, which are meant in a spreadsheet', () => {
  expect(leadOf(['FirstName'], ['[Dana]']).lead).toMatchObject({ details: { firstName: '[Dana]' }, warnings: [] });
});

it('lets no column name reach into objects', () => {
  const { lead } = leadOf(['FirstName', '__proto__', 'constructor'], ['Dana', 'a', 'b']);
  expect(lead.details).toEqual({ firstName: 'Dana' });
  expect(Object.values(lead.unknown)).toEqual(['a', 'b']);
});

it('keeps a column apart whose name is that of one of two alike', () => {
  const { lead } = leadOf(['FirstName', 'Note', 'Note (2)'], ['Dana', 'a', 'b']);
  expect(JSON.stringify(lead)).toContain('a');
  expect(JSON.stringify(lead)).toContain('b');
});

const phonesOf = (lead: { identities: { kind: string; value: string }[] }) =>
  lead.identities.filter(({ kind }) => kind !== 'idNumber').map(({ value }) => value);

it("reads an address book's labelled columns by what each row's label says", () => {
  const names =
    'Name,Given Name,Family Name,Occupation,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Phone 3 - Type,Phone 3 - Value,Phone 4 - Type,Phone 4 - Value,Organization 1 - Name,Organization 1 - Title';
  const row =
    'Noa Barak,Noa,Barak,,*,noa.a@example.com ::: noa.b@example.com,Work,noa@work.example,Home,03-7344901,Work,03-7344902,Work Fax,03-7344903,Mobile,054-7344001 ::: 052-7344001,Acme Ltd,Buyer';
  const { lead } = leadOf(names.split(','), row.split(','));
  expect(lead.details).toEqual({
    firstName: 'Noa',
    lastName: 'Barak',
    mobile: '054-7344001',
    phone: '03-7344901',
    otherPhone: '03-7344902',
    fax: '03-7344903',
    email: 'noa.a@example.com',
    title: 'Buyer',
    company: 'Acme Ltd',
  });
  expect(phonesOf(lead).toSorted()).toEqual([
    '+97237344901',
    '+97237344902',
    '+972527344001',
    '+972547344001',
    'noa.a@example.com',
    'noa.b@example.com',
    'noa@work.example',
  ]);
  expect(lead.unknown['Phone 4 - Value']).toBe('052-7344001');
});

it('lets no numbered column take the place of one that is named exactly', () => {
  const names = ['First Name', 'Title', 'Home Phone', 'Home Phone 2', 'Business Phone', 'Mobile Phone', 'Other Phone'];
  const { lead } = leadOf(
    [...names, "Assistant's Phone", 'Job Title'],
    ['Noa', 'Dr.', '03-7345901', '03-7345902', '03-7345903', '054-7345001', '', '052-7345999', 'Buyer'],
  );
  expect(lead.details).toMatchObject({ mobile: '054-7345001', phone: '03-7345901', namePrefix: 'Dr.', title: 'Buyer' });
  expect(phonesOf(lead).toSorted()).toEqual(['+97237345901', '+97237345902', '+97237345903', '+972547345001']);
});

it.each([
  ['052-6543210 / 04-8123456', { phone: '052-6543210', otherPhone: '04-8123456' }, ['+972526543210', '+97248123456']],
  ['054-7654321\n03-6123456', { phone: '054-7654321', otherPhone: '03-6123456' }, ['+972547654321', '+97236123456']],
  ['0506123456, 0526123457', { phone: '0506123456', mobile: '0526123457' }, ['+972526123457', '+972506123456']],
  [
    'בית 04-8123456, נייד 052-6543210',
    { phone: '04-8123456', mobile: '052-6543210' },
    ['+972526543210', '+97248123456'],
  ],
  ['052-6543219 (אשתו 052-6543218)', { phone: '052-6543219' }, ['+972526543219']],
  ['03-5551327/5', { phone: '03-5551327/5' }, undefined],
])('of the cell %j each phone takes a place of its own', (cell, details, identities) => {
  const { lead } = leadOf(['שם', 'טלפונים'], ['דנה', cell]);
  expect(lead.details).toEqual({ firstName: 'דנה', ...details });
  if (identities) expect(phonesOf(lead)).toEqual(identities);
});

it.each([
  'ת"ז 500107420',
  'ת.ז. 500107420',
  'ת״ז: 500107420',
  'תעודת זהות 500107420',
  'ID 500107420',
  '500107420 (ת"ז)',
])('the ID in %j identifies', (cell) => {
  const { lead } = leadOf(['שם', 'ת"ז'], ['דנה', cell]);
  expect(lead.identities).toEqual([{ kind: 'idNumber', value: '500107420' }]);
});

it.each([
  ['2-May-84', '1984-05-02'],
  ['2 May 1984', '1984-05-02'],
  ['May 2, 1984', '1984-05-02'],
  ['2 במאי 1984', '1984-05-02'],
  ['02/מאי/1984', '1984-05-02'],
  ['Wednesday, 2 May 1984', '1984-05-02'],
  ['1984-May-02', '1984-05-02'],
  ['02/05/84', '1984-05-02'],
  ['2.5.04', '2004-05-02'],
  ['30804', '1984-05-02'],
  ['02/05/1984', '1984-05-02'],
  ['31/02/84', undefined],
  ['1984', undefined],
  ['in May', undefined],
])('the birth date %j is %s', (cell, day) => {
  expect(leadOf(['שם', 'תאריך לידה'], ['דנה', cell]).lead.details.birthDate).toBe(day);
});
