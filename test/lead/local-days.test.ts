import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayAfter, dayOf, localDays, startOfDay, timeZoneOf } from '../../src/lead/local-days.ts';

test.each([
  ['IL', 'Asia/Jerusalem'],
  ['DE', 'Europe/Berlin'],
  ['ES', 'Europe/Madrid'],
  ['US', 'America/New_York'],
  ['IN', 'Asia/Kolkata'],
  ['AQ', undefined],
  ['ZZ', 'UTC'],
])('the time zone of %s is %s', (country, zone) => {
  const found = timeZoneOf(country);
  expect(() => new Intl.DateTimeFormat('en', { timeZone: found })).not.toThrow();
  // Kolkata is also called Calcutta.
  if (zone) expect(found.replace('Calcutta', 'Kolkata')).toBe(zone);
});

test.each([
  ['Asia/Jerusalem', '2026-11-20', '2026-11-19T22:00:00.000Z'],
  ['Asia/Jerusalem', '2026-07-01', '2026-06-30T21:00:00.000Z'],
  // Clocks go forward on Friday at two, back on Sunday at two.
  ['Asia/Jerusalem', '2026-03-27', '2026-03-26T22:00:00.000Z'],
  ['Asia/Jerusalem', '2026-03-28', '2026-03-27T21:00:00.000Z'],
  ['Asia/Jerusalem', '2026-10-26', '2026-10-25T22:00:00.000Z'],
  // No midnight: clocks went from 23:59 to 01:00.
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
  ['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00.000Z'],
  // Midnight twice.
  ['America/Havana', '2025-11-02', '2025-11-02T04:00:00.000Z'],
  ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z'],
  ['UTC', '2026-01-01', '2026-01-01T00:00:00.000Z'],
])('in %s %s begins at %s', (zone, day, start) => {
  expect(new Date(startOfDay(zone, day)).toISOString()).toBe(start);
});

test('days follow each other without gap or overlap, and each moment is in the day its clock says', () => {
  const zones = ['Asia/Jerusalem', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo', 'UTC'];
  const moment = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 0, 1) });
  fc.assert(
    fc.property(fc.constantFrom(...zones), moment, fc.nat(40 * 86_400_000), (zone, from, length) => {
      const days = localDays(zone, from, from + length);
      for (const [i, { day, start, end }] of days.entries()) {
        if (i > 0) expect([day, start]).toEqual([dayAfter(days[i - 1]?.day ?? ''), days[i - 1]?.end]);
        expect([dayOf(zone, start), dayOf(zone, end - 1)]).toEqual([day, day]);
      }
      if (length === 0) return;
      expect(days[0]?.start).toBeLessThanOrEqual(from);
      expect(days.at(-1)?.end).toBeGreaterThanOrEqual(from + length);
    }),
    { numRuns: 300 },
  );
});
