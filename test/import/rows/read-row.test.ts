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
  const { lead } = leadOf(['Name', 'נייד', 'ת.ז.'], ['Dana Levi', '052-123 4567', '12345678-2']);
  expect(lead.details).toEqual({ firstName: 'Dana', lastName: 'Levi', mobile: '052-123 4567', idNumber: '12345678-2' });
  expect(lead.identities).toEqual([
    { kind: 'idNumber', value: '123456782' },
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
