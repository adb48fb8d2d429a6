import { expect, test } from 'vitest';
import { csv, imported, importFile, rowsOf } from '../../support/worker/import-file.ts';
import { call, get, type Json, newOwner, tablesOf } from '../../support/worker/owner.ts';

const codesOf = ({ warnings }: Json): string[] => warnings.map(({ code }: Json) => code);
const fieldsOf = ({ columns }: Json) => Object.fromEntries(columns.map(({ name, field }: Json) => [name, field]));

test('headers in Hebrew and in English are recognised alike', async () => {
  const owner = await newOwner();
  const hebrew = await importFile(
    owner,
    csv(['שם פרטי', 'שם משפחה', 'טלפון נייד', 'ת.ז.', 'עיר', 'סטטוס'], ['א', 'ב', '', '', '', '']),
  );
  expect(Object.values(fieldsOf(hebrew.body))).toEqual([
    'FirstName',
    'LastName',
    'MobilePhone',
    'IdNumber',
    'City',
    'status',
  ]);
  const english = await importFile(
    owner,
    csv(['First name', 'Surname', 'cell', 'ID number', 'City', 'Customer status'], ['a', 'b', '', '', '', '']),
  );
  expect(Object.values(fieldsOf(english.body))).toEqual(Object.values(fieldsOf(hebrew.body)));
});

test('an explicit mapping wins over names, and an ignored column goes nowhere', async () => {
  const owner = await newOwner();
  const file = csv(['FirstName', 'Phone', 'Internal', 'City'], ['Haifa', '0521234567', 'secret', 'Dana']);
  const mapping = JSON.stringify({ ' first name': 'City', CITY: 'FirstName', Internal: 'ignore' });
  await imported(owner, file, { mode: 'skip', mapping });
  const { contacts, leads } = await tablesOf(owner);
  expect(contacts[0]).toMatchObject({ firstName: 'Dana', city: 'Haifa', phone: '0521234567' });
  expect(JSON.stringify(leads)).not.toContain('secret');
});

test('what a column nobody knows says is kept with the lead', async () => {
  const owner = await newOwner();
  const { id } = await imported(owner, csv(['FirstName', 'Phone', 'Shoe size'], ['Dana', '0521234567', '38']));
  const { leads } = await tablesOf(owner);
  expect(leads[0]?.fields?.unknown).toEqual({ 'Shoe size': '38' });
  expect(fieldsOf((await get(owner, `/imports/${id}`)).body)['Shoe size']).toBeNull();
});

test('columns named alike are told apart, and a second phone becomes another phone', async () => {
  const owner = await newOwner();
  const file = csv(
    ['Name', 'Phone', 'Phone', 'Phone', 'Tag', 'Tag'],
    ['Dana Levi', '036123456', '0521234567', '0541234567', 'a', 'b'],
  );
  const { id } = await imported(owner, file);
  expect(fieldsOf((await get(owner, `/imports/${id}`)).body)).toEqual({
    Name: 'FullName',
    Phone: 'Phone',
    'Phone (2)': 'MobilePhone',
    'Phone (3)': 'OtherPhone',
    Tag: null,
    'Tag (2)': null,
  });
  const { contacts, leads } = await tablesOf(owner);
  expect(contacts[0]).toMatchObject({ firstName: 'Dana', lastName: 'Levi', phone: '036123456', mobile: '0521234567' });
  expect(contacts[0]?.otherPhone).toBe('0541234567');
  expect(leads[0]?.fields?.unknown).toEqual({ Tag: 'a', 'Tag (2)': 'b' });
});

test('the status column is read by name; one nobody knows is warned of and kept', async () => {
  const owner = await newOwner();
  const statuses: Json[] = (await get(owner, '/statuses')).body.items;
  const [fresh, , customer] = statuses;
  const file = csv(
    ['FirstName', 'Status'],
    ['Dana', ` ${customer.name.toUpperCase()} `],
    ['Noam', 'Gone fishing'],
    ['Tal', ''],
  );
  const { id } = await imported(owner, file);
  const { contacts, leads } = await tablesOf(owner);
  expect(contacts.map(({ statusId }) => statusId)).toEqual([customer.id, fresh.id, fresh.id]);
  expect((await rowsOf(owner, id)).map(codesOf)).toEqual([[], ['unknown_status'], []]);
  expect(leads[1]?.fields?.unknown).toEqual({ Status: 'Gone fishing' });
});

test('dates, flags and custom fields are read by their types, and what does not fit is warned of', async () => {
  const owner = await newOwner();
  const fields = [
    { key: 'budget', type: 'number' },
    { key: 'visit', type: 'date' },
    { key: 'area', type: 'oneOf', options: ['North', 'South'] },
    { key: 'wants', type: 'manyOf', options: ['A', 'B', 'C'] },
  ];
  for (const field of fields) expect((await call(owner, 'POST', '/fields', field)).status).toBe(201);
  const header = ['FirstName', 'BirthDate', 'MailingList', 'budget', 'visit', 'area', 'wants'];
  const file = csv(
    header,
    ['Dana', '31/12/1990', 'כן', '"1,250.5"', '2026-01-05', 'north', 'A;C'],
    ['Noam', 'yesterday', 'perhaps', 'much', 'soon', 'East', 'Z'],
  );
  const { id } = await imported(owner, file);
  const { contacts } = await tablesOf(owner);
  expect(contacts[0]).toMatchObject({
    birthDate: '1990-12-31',
    mailingList: true,
    custom: { budget: 1250.5, visit: '2026-01-05', area: 'North', wants: ['A', 'C'] },
  });
  const [good, bad] = await rowsOf(owner, id);
  expect(codesOf(good)).toEqual([]);
  expect(codesOf(bad)).toEqual(
    expect.arrayContaining(['date_unreadable', 'flag_unreadable', 'custom_value_unreadable']),
  );
  expect(contacts[1]).toMatchObject({ birthDate: null, mailingList: null });
});

test('a column shows the field as a mapping may say it, also for a custom field named like another', async () => {
  const owner = await newOwner();
  await call(owner, 'POST', '/fields', { key: 'status', label: 'Family', type: 'text' });
  const { body } = await importFile(owner, csv(['FirstName', 'X'], ['Dana', 'single']), {
    mapping: JSON.stringify({ X: 'custom:status' }),
  });
  expect(body, JSON.stringify(body)).toMatchObject({ state: 'ready' });
  const { name, field } = body.columns[1];
  const again = await call(owner, 'PATCH', `/imports/${body.id}`, { mapping: { [name]: field }, mode: 'skip' });
  expect(again.body.columns[1].field).toBe(field);
  await call(owner, 'POST', `/imports/${body.id}/start`);
  const { contacts } = await tablesOf(owner);
  expect(contacts[0]).toMatchObject({ custom: { status: 'single' } });
});

test('a marketer column ties the contact to the marketer', async () => {
  const owner = await newOwner();
  await call(owner, 'POST', '/marketers', { name: 'Rina', accountNumber: '1001', references: ['rina-fb'] });
  await imported(owner, csv(['FirstName', 'Aff_Num'], ['Dana', 'Rina-FB'], ['Noam', 'nobody yet']));
  const { contacts } = await tablesOf(owner);
  expect(contacts[0]).toMatchObject({ marketerName: 'Rina', marketerAccountNumber: '1001' });
  expect(contacts[1]).toMatchObject({ marketerName: null, marketerAccountNumber: 'nobody yet' });
});

test('a row that names nobody fails and says what to do', async () => {
  const owner = await newOwner();
  const file = csv(['FirstName', 'Phone', 'City'], ['', '', 'Haifa'], ['Dana', '', '']);
  const { id, failed } = await imported(owner, file);
  expect(failed).toBe(1);
  const [row, other] = await rowsOf(owner, id);
  expect(row).toMatchObject({ row: 2, outcome: 'failed', contactId: null, reason: { code: 'nobody_named' } });
  expect(row.values).toEqual([{ column: 'City', value: 'Haifa' }]);
  expect(other).toMatchObject({ outcome: 'created', reason: null });
  expect((await tablesOf(owner)).leads).toHaveLength(1);
});
