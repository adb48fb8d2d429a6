import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isJunk, isJunkEmail, isJunkIdNumber, isJunkPhone, JUNK_RULES } from '../../../src/lead/identity/junk.ts';
import { phoneIdentity } from '../../../src/lead/identity/phone.ts';

test.each([
  '0500000000',
  '000',
  '1234567',
  '0000000',
  '1111111',
  '052-0000000',
  '050-1111111',
  '+972 50-0000000',
  '0123456789',
  '123456789',
  '1234567890',
  '0987654321',
  '7654321',
])('a phone %s is filler, as typed and as an identity', (typed) => {
  expect(isJunkPhone(typed, 'IL')).toBe(true);
  const identity = phoneIdentity(typed, 'IL');
  if (identity !== undefined) expect(isJunkPhone(identity, 'IL')).toBe(true);
});

test.each([
  '052-1234567',
  '+972521234567',
  '050-5050505',
  '02-3456789',
  '03-1234567',
  '054-7654321',
  '+1 202-555-0123',
  '03-6000000',
  '052-2222223',
])('a phone %s may be somebody', (typed) => expect(isJunkPhone(typed, 'IL')).toBe(false));

test.each(['test@test.com', 'a@a.a', 'aaa@aaa.com', 'asdf@asdf.co.il', 'test@gmail.com', 'no@no.com'])(
  'an e-mail %s is filler',
  (address) => expect(isJunkEmail(address)).toBe(true),
);

test.each([
  'dana@example.com',
  'test@example.com',
  'a@gmail.com',
  'levi@levi.co.il',
  'info@kelet.co.il',
  'tester@test.com',
  'a.a@a.com',
])('an e-mail %s may be somebody', (address) => expect(isJunkEmail(address)).toBe(false));

test.each(['000000000', '123456789', '111111111'])('an ID %s is filler', (typed) =>
  expect(isJunkIdNumber(typed)).toBe(true),
);
test.each(['203745823', 'passport AB123', ''])('an ID %j is not', (typed) => expect(isJunkIdNumber(typed)).toBe(false));
test.each(['111111118', '123456782', '12345678-2', '222222226', '012345674', '876543216', '987654324'])(
  'an ID %j is, whatever its check digit',
  (typed) => expect(isJunkIdNumber(typed)).toBe(true),
);

it('flags hardly any real number: one in a thousand mobiles at most', () => {
  let flagged = 0;
  const numbers = fc.sample(
    fc.tuple(
      fc.constantFrom('050', '052', '053', '054', '055', '058'),
      fc.noBias(fc.integer({ min: 2_000_000, max: 9_999_999 })),
    ),
    20_000,
  );
  for (const [prefix, rest] of numbers) if (isJunkPhone(`${prefix}${rest}`, 'IL')) flagged += 1;
  expect(flagged).toBeLessThan(20);
});

describe('the visible list', () => {
  it('gives examples that are filler by it', () => {
    for (const { kind, examples } of JUNK_RULES) {
      for (const example of examples) {
        const junk = {
          phone: () => isJunkPhone(example, 'IL'),
          email: () => isJunkEmail(example),
          idNumber: () => isJunkIdNumber(example),
        }[kind]();
        expect({ example, junk }).toEqual({ example, junk: true });
      }
    }
  });

  it('has one rule an id', () => expect(new Set(JUNK_RULES.map(({ id }) => id)).size).toBe(JUNK_RULES.length));
});

it("compares the business's own additions normalised", () => {
  const added = ['03-1234567', 'Office@Example.com', '20374582-3'];
  expect(isJunk({ kind: 'phone', value: '+97231234567' }, 'IL', added)).toBe(true);
  expect(isJunk({ kind: 'email', value: 'office@example.com' }, 'IL', added)).toBe(true);
  expect(isJunk({ kind: 'idNumber', value: '203745823' }, 'IL', added)).toBe(true);
  expect(isJunk({ kind: 'phone', value: '+97231234568' }, 'IL', added)).toBe(false);
  expect(isJunk({ kind: 'phone', value: '+97231234567' }, 'IL')).toBe(false);
});
