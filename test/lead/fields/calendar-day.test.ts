import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { readDate } from '../../../src/lead/fields/calendar-day.ts';

test.each([
  '25/03/1984',
  '25.3.1984',
  '25-03-1984',
  '25 / 3 / 1984',
  '1984-03-25',
  '1984/3/25',
  '1984-03-25T00:00:00Z',
  '1984-03-25T22:00:00.000+02:00',
  '25/03/1984 00:00:00',
  '٢٥/٠٣/١٩٨٤',
  '\u200f25/03/1984',
])('%s is one day', (typed) => expect(readDate(typed)).toBe('1984-03-25'));

test.each([
  '31/02/1984',
  '29.2.1983',
  '00/01/1984',
  '1984-13-01',
  '03/25/1984',
  '25/3/84',
  '25/3',
  'yesterday',
  '',
  '0000-01-01',
  '1984-03-25 or so',
])('%j is no day we can be sure of', (typed) => expect(readDate(typed)).toBeUndefined());

it('knows leap days', () => expect(readDate('29/02/2000')).toBe('2000-02-29'));

it('reads every real day both ways, and reads what it wrote', () => {
  const day = fc.date({
    min: new Date('1000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10);
      const [year, month, dayOfMonth] = iso.split('-');
      expect(readDate(`${dayOfMonth}/${month}/${year}`)).toBe(iso);
      expect(readDate(iso)).toBe(iso);
    }),
  );
});

it('never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => void readDate(typed)));
});
