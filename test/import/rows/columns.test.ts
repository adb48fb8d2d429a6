import { describe, expect, it } from 'vitest';
import { distinctNames, findMappingFault, isKnownName, targetsOf } from '../../../src/import/rows/columns.ts';
import { aChannel } from '../../support/pure/import-channel.ts';

const CHANNEL = aChannel();
const targets = (names: string[], mapping: Record<string, string> = {}) => targetsOf(names, mapping, CHANNEL);
const faultOf = (mapping: Record<string, string>, names?: string[]) =>
  findMappingFault(
    names?.map((name) => ({ name })),
    mapping,
    CHANNEL,
  )?.code;

describe('targetsOf', () => {
  it.each([
    ['שם פרטי', 'firstName'],
    ['שם משפחה', 'lastName'],
    ['שם מלא', 'fullName'],
    ['טלפון נייד', 'mobile'],
    ['טלפון', 'phone'],
    ['דוא"ל', 'email'],
    ['ת.ז.', 'idNumber'],
    ['סטטוס לקוח', 'status'],
    ['First Name*', 'firstName'],
    ['E-mail', 'email'],
    ['Cell phone', 'mobile'],
    ['Lead status', 'status'],
    ['budget', 'custom:budget'],
    ['Monthly budget', 'custom:budget'],
    ['Phone 1 - Value', 'phone'],
    ['Phone 1 - Label', null],
    ['E-mail 1 - Value', 'email'],
    ['Address 1 - City', 'city'],
    ['Organization 1 - Name', 'company'],
    ['Home Phone', 'phone'],
    ['Phone (mobile)', 'mobile'],
    ['Tel (home)', 'phone'],
    ['Business Fax', 'fax'],
    ['Home Street', 'address'],
    ['Web Page', 'url'],
    ['רשימת דיוור', 'mailingList'],
    ['תקציב', null],
    ['', null],
    ['*', null],
  ])('%s goes to %s', (name, target) => {
    expect(targets([name])).toEqual([target]);
  });

  it('lets a mapping win over names, and keeps what it took from columns that would take it by name', () => {
    expect(targets(['Phone', 'Whatever'], { Whatever: 'Phone' })).toEqual(['mobile', 'phone']);
    expect(targets(['Phone'], { phone: 'ignore' })).toEqual(['ignore']);
    expect(targets(['X'], { X: 'custom:budget' })).toEqual(['custom:budget']);
    expect(targets(['X'], { X: 'Status' })).toEqual(['status']);
    expect(targets(['Status', 'X'], { X: 'status' })).toEqual([null, 'status']);
  });

  it("gives each of three phones a place of its own, and a fourth the first one's", () => {
    const names = distinctNames(['Phone', 'Phone', 'Phone', 'Phone']);
    expect(targets(names)).toEqual(['phone', 'mobile', 'otherPhone', 'phone']);
  });

  it.each([
    [
      ['First name', 'Mobile', 'Home', 'Work'],
      ['firstName', 'mobile', 'phone', 'otherPhone'],
    ],
    [
      ['Name', 'iPhone', 'Home'],
      ['fullName', 'mobile', 'phone'],
    ],
    [
      ['שם', 'נייד', 'בית'],
      ['fullName', 'mobile', 'phone'],
    ],
    [
      ['Name', 'Phone', 'Home'],
      ['fullName', 'phone', null],
    ],
    [['Phone : iPhone'], ['mobile']],
    [['טלפון / נייד'], ['mobile']],
    [
      ['נייד/טלפון', 'טלפון'],
      ['mobile', 'phone'],
    ],
    [
      ['Address 1 - Formatted', 'Address 1 - Street'],
      [null, 'address'],
    ],
    [['Address 1 - Formatted'], ['address']],
  ])('of %j goes to %j', (names, expected) => {
    expect(targets(names)).toEqual(expected);
  });

  it('takes one status only', () => {
    expect(targets(['Status', 'סטטוס'])).toEqual(['status', null]);
  });
});

describe('distinctNames', () => {
  it('tells columns apart that names do not', () => {
    expect(distinctNames(['Phone', 'phone', 'PHONE ', 'Phone (2)'])).toEqual([
      'Phone',
      'phone (2)',
      'PHONE  (3)',
      'Phone (2) (2)',
    ]);
  });

  it('names by its letter what is no name', () => {
    expect(distinctNames(['*', 'Name', '?!', 'Column A'])).toEqual(['Column A', 'Name', 'Column C', 'Column A (2)']);
  });

  it('does so quickly for as many columns as a sheet can have', () => {
    const names = distinctNames(Array.from({ length: 16_384 }, (_, at) => 'a'.padEnd(1 + (at % 90), '-')));
    expect(new Set(names).size).toBe(16_384);
  }, 5_000);
});

describe('findMappingFault', () => {
  it('refuses columns the file does not have, once they are known', () => {
    expect(faultOf({ Phone: 'MobilePhone' }, ['Phone'])).toBeUndefined();
    expect(faultOf({ 'PHONE:': 'MobilePhone' }, ['Phone'])).toBeUndefined();
    expect(faultOf({ Fon: 'MobilePhone' }, ['Phone'])).toBe('no_such_column');
    expect(faultOf({ Fon: 'MobilePhone' })).toBeUndefined();
  });

  it.each(['', 'Shoe', 'custom:shoe', 'process:budget', '__proto__', 'constructor'])(
    'refuses the field %j',
    (field) => {
      expect(faultOf({ X: field }, ['X'])).toBe('no_such_field');
    },
  );

  it.each(['MobilePhone', 'mobile', 'נייד', 'custom:budget', 'status', 'ignore', 'FullName', 'Aff_Num'])(
    'takes %j',
    (field) => {
      expect(faultOf({ X: field }, ['X'])).toBeUndefined();
    },
  );

  it('knows a name when it sees one', () => {
    const isKnown = isKnownName(CHANNEL);
    expect(['נייד', 'Status', 'budget'].map(isKnown)).toEqual([true, true, true]);
    expect(['Dana', '0521234567', ''].map(isKnown)).toEqual([false, false, false]);
  });
});
