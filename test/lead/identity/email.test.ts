import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { emailIdentities, emailIdentity } from '../../../src/lead/identity/email.ts';
import { processorMs } from '../../support/pure/processor-time.ts';

describe('one address, however it is written', () => {
  test.each([
    'dana@example.com',
    ' Dana@Example.COM ',
    'mailto:dana@example.com',
    'MAILTO:Dana@example.com?subject=hi',
    'Dana Levi <dana@example.com>',
    '"Levi, Dana" <dana@example.com>',
    '<dana@example.com>',
    '\u200fdana@example.com\u200f',
    '\ufeffdana@exam\u200bple.com',
    'dana@example.com.',
    'dana@example.com;',
    'dana@example.com, other@example.com',
  ])('%s', (typed) => expect(emailIdentity(typed)).toBe('dana@example.com'));
});

it('takes every address of a field, each once and at most five; what is none among them is left out', () => {
  expect(emailIdentities('dana@example.com; d@example.org, DANA@example.com or@call')).toEqual([
    'dana@example.com',
    'd@example.org',
  ]);
  expect(emailIdentities(Array.from({ length: 9 }, (_, i) => `p${i}@example.com`).join(' '))).toHaveLength(5);
  expect(emailIdentities('call me')).toEqual([]);
});

it('keeps tags and dots, which make other addresses', () => {
  expect(emailIdentity('Da.Na+leads@Gmail.com')).toBe('da.na+leads@gmail.com');
});

it('composes letters, so that two ways of typing one letter are the same', () => {
  expect(emailIdentity('rene\u0301@example.com')).toBe('ren\u00e9@example.com');
});

test.each([
  'דנה@דוגמה.ישראל',
  'dana@xn--4dbrk0ce.xn--4dbrk0ce',
  "o'brien@example.co.il",
  'a_b-c@sub.example.co.il',
  'x@y.museum',
])('takes %s', (typed) => expect(emailIdentity(typed)).toBe(typed));

test.each([
  '',
  'dana',
  'dana@',
  '@example.com',
  'dana@localhost',
  'dana@@',
  'da na@',
  'dana@ex ample',
  'dana@-x.com',
  'dana@x..com',
  'no@where@',
  '0521234567',
  `${'a'.repeat(65)}@example.com`,
  `a@${'b'.repeat(64)}.com`,
  `a@${'b.'.repeat(140)}com`,
  '[Email]',
])('says nothing of %j', (typed) => expect(emailIdentity(typed)).toBeUndefined());

it('never throws, and an identity is its own identity', () => {
  const local = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.emailAddress(),
        local.map((name) => `${name}@Example.Com`),
      ),
      (typed) => {
        const identity = emailIdentity(typed);
        if (identity !== undefined) expect(emailIdentity(identity)).toBe(identity);
      },
    ),
    { numRuns: 2000 },
  );
});

test.each(['a', '@', '<', '>', '.', 'a.', '<a@', ' ', '\u200f', '?'])('takes linear time: 64 KB of %j', (unit) => {
  for (const typed of [
    unit.repeat(65_536 / unit.length),
    `a@${unit.repeat(1000 / unit.length)}`,
    `${unit.repeat(1000 / unit.length)}@a.co`,
  ]) {
    const start = processorMs();
    emailIdentity(typed);
    expect(processorMs() - start).toBeLessThan(100);
  }
});
