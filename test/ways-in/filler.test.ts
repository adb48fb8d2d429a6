import { describe, expect, test } from 'vitest';
import type { Lead } from '../../src/lead/lead.ts';
import { fillerOf } from '../../src/ways-in/internal-form/filler.ts';

const targets = (details: Lead['details'], junk: string[] = []) =>
  fillerOf({ details }, 'IL', junk).map(({ target }) => target);

describe('what an operator typed looks like filler', () => {
  test.each<Lead['details']>([
    { mobile: '0500000000' },
    { phone: '000' },
    { otherPhone: '1234567' },
    { phone: 'none' },
    { phone: '052-12' },
    { email: 'test@test.com' },
    { email: 'a@a.a' },
    { email: 'dana' },
    { idNumber: '000000000' },
    { idNumber: '123456789' },
    { firstName: 'test' },
    { firstName: 'בדיקה' },
    { lastName: 'xxx' },
    { lastName: 'אאאא' },
    { lastName: '-' },
    { firstName: 'לא ידוע' },
    { company: 'N/A' },
    { lastName: 'dana@example.com' },
  ])('%j', (details) => expect(targets(details)).toEqual(Object.keys(details)));

  test('when the business says so', () =>
    expect(targets({ phone: '03-7654321' }, ['+972 3 765 4321'])).toEqual(['phone']));
});

test.each<Lead['details']>([
  {},
  { mobile: '052-1234567', email: 'dana@example.com', firstName: 'Dana', lastName: 'Levi', idNumber: '203745823' },
  { phone: '03-3333335' },
  { firstName: 'בן', lastName: 'עמי' },
  { firstName: 'Ng', lastName: "O'Hara-Šimić" },
  { firstName: 'Test-Levi' },
  { company: '3M' },
  { idNumber: 'X1234567' },
  { notes: 'test', city: 'אין' },
])('nobody is asked about %j', (details) => expect(targets(details)).toEqual([]));
