import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hasCheckDigit, idNumberDigits, idNumberIdentity } from '../../../src/lead/identity/id-number.ts';

test.each([
  '123456782',
  '12345678-2',
  '1-2345678/2',
  ' 123 456 782 ',
  '١٢٣٤٥٦٧٨٢',
  "'123456782",
  '123456782.0',
  'ת.ז. 123456782',
  '\u200f123456782',
])('%s is one ID', (typed) => expect(idNumberIdentity(typed)).toBe('123456782'));

it('pads what a spreadsheet ate', () => {
  expect(idNumberIdentity('12345674')).toBe('012345674');
  expect(idNumberIdentity('012345674')).toBe('012345674');
});

it('takes company numbers, which have the same check digit', () => {
  expect(idNumberIdentity('ח.פ. 51-000000-9')).toBe(hasCheckDigit('510000009') ? '510000009' : undefined);
  expect(idNumberIdentity('520000472')).toBe('520000472');
});

test.each(['123456789', '111111111', '123456783', '000000000', '0', '18', '0018'])(
  '%s identifies nobody, but is an attempt at an ID',
  (typed) => {
    expect(idNumberIdentity(typed)).toBeUndefined();
    expect(idNumberDigits(typed)).toHaveLength(9);
  },
);

test.each(['', 'AB123456', '1234567890', 'passport', '+123456782', '123456782x'])(
  '%j is no Israeli number',
  (typed) => {
    expect(idNumberDigits(typed)).toBeUndefined();
  },
);

describe('the check digit', () => {
  const eight = fc.integer({ min: 10_000, max: 99_999_999 }).map((n) => String(n).padStart(8, '0'));
  it('has exactly one right value for every eight digits', () => {
    fc.assert(
      fc.property(eight, (start) => {
        expect([...'0123456789'].filter((last) => hasCheckDigit(start + last))).toHaveLength(1);
      }),
    );
  });

  it('catches every slip in one digit', () => {
    fc.assert(
      fc.property(eight, fc.nat(8), fc.integer({ min: 1, max: 9 }), (start, place, by) => {
        const right = [...'0123456789'].map((last) => start + last).find(hasCheckDigit) ?? '';
        const wrong = [...right]
          .map((digit, at) => (at === place ? String((Number(digit) + by) % 10) : digit))
          .join('');
        expect(hasCheckDigit(wrong)).toBe(false);
      }),
    );
  });
});

it('never throws, and an identity is its own identity', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'0123456789-./ ') })),
      (typed) => {
        const identity = idNumberIdentity(typed);
        if (identity !== undefined) expect(idNumberIdentity(identity)).toBe(identity);
      },
    ),
    { numRuns: 2000 },
  );
});
