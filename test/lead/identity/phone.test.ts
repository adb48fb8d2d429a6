import fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import { describe, expect, it, test } from 'vitest';
import { phoneIdentities, phoneIdentity } from '../../../src/lead/identity/phone.ts';
import { processorMs } from '../../support/pure/processor-time.ts';

const DANA = '+972521234567';

describe('one Israeli mobile, however it is written', () => {
  test.each([
    '052-1234567',
    '0521234567',
    '+972 52 123 4567',
    '+972-52-123-4567',
    '00972521234567',
    '00972 (52) 1234567',
    '972521234567',
    '972-52-1234567',
    '521234567',
    '052.123.4567',
    '052/1234567',
    '052,1234567',
    '(052) 123-4567',
    '052–123–4567',
    '052־1234567',
    '052 123 45 67',
    '052\u00a0123\u00a04567',
    '\u200f052-1234567\u200e',
    '\u202a+972 52-123-4567\u202c',
    '\ufeff0521234567',
    '٠٥٢١٢٣٤٥٦٧',
    '۰۵۲-۱۲۳۴۵۶۷',
    '０５２－１２３４５６７',
    '＋９７２５２１２３４５６７',
    '+972 (0)52-1234567',
    '+9720521234567',
    '9720521234567',
    'tel:+972-52-123-4567',
    'tel:+972-52-123-4567;ext=5',
    'p:+972521234567',
    "'0521234567",
    '="0521234567"',
    '5.21234567E8',
    '9.72521234567E+11',
    '521234567.0',
    '0521234567.00',
    '052-1234567 ext 5',
    '052-1234567 x5',
    '052-1234567 שלוחה 12',
    '052-1234567#3',
    'נייד: 052-1234567',
    '052-1234567 (Dana)',
    '052-1234567/8',
    'https://wa.me/972521234567',
    '+0521234567',
  ])('%s', (typed) => expect(phoneIdentity(typed, 'IL')).toBe(DANA));

  it('survives noise between its digits', () => {
    const noise = fc.constantFrom('', '', ' ', '-', '.', '\u200e', '\u200f', '\u2011', '\u00a0', ' - ', ')', '(');
    fc.assert(
      fc.property(
        fc.constantFrom('0521234567', '+972521234567', '00972521234567'),
        fc.array(noise, { minLength: 15, maxLength: 15 }),
        (phone, gaps) => {
          const typed = [...phone].map((digit, place) => digit + gaps[place]).join('');
          expect(phoneIdentity(typed, 'IL')).toBe(DANA);
        },
      ),
    );
  });

  it('holds for every mobile of every prefix, those the library does not know yet included', () => {
    const subscriber = fc.integer({ min: 0, max: 9_999_999 }).map((n) => String(n).padStart(7, '0'));
    fc.assert(
      fc.property(
        fc.constantFrom('50', '51', '52', '53', '54', '55', '56', '57', '58', '59'),
        subscriber,
        (prefix, rest) => {
          const written = [
            `0${prefix}-${rest}`,
            `+972${prefix}${rest}`,
            `00972${prefix}${rest}`,
            `972${prefix}${rest}`,
            `${prefix}${rest}`,
            `+972(0)${prefix}-${rest}`,
          ];
          expect(new Set(written.map((typed) => phoneIdentity(typed, 'IL')))).toEqual(
            new Set([`+972${prefix}${rest}`]),
          );
        },
      ),
    );
  });
});

describe('every region', () => {
  const regions = getCountries().filter((country) => getExampleNumber(country, examples) !== undefined);
  test.each(regions)('%s: its example number in every format is one identity', (country) => {
    const number = getExampleNumber(country, examples);
    if (number === undefined) throw new Error('no example');
    const digits = number.number.slice(1);
    const written = [
      number.number,
      number.formatInternational(),
      number.formatNational(),
      number.getURI(),
      number.nationalNumber,
    ];
    expect(written.map((typed) => phoneIdentity(typed, country))).toEqual(written.map(() => number.number));
    const prefix = country === 'US' ? '011' : '00';
    expect(phoneIdentity(prefix + digits, country)).toBe(number.number);
    expect(phoneIdentity(number.format('IDD', { fromCountry: 'US' }) ?? '', 'US')).toBe(number.number);
  });

  test.each(regions)('%s: its example number is the same seen from Israel, with a plus, with 00', (country) => {
    const number = getExampleNumber(country, examples);
    if (number === undefined) throw new Error('no example');
    expect(phoneIdentity(number.number, 'IL')).toBe(number.number);
    expect(phoneIdentity(`00${number.number.slice(1)}`, 'IL')).toBe(number.number);
    expect(phoneIdentity(number.formatInternational(), 'IL')).toBe(number.number);
  });
});

describe('numbers no plan knows', () => {
  it('are compared by their digits when there are at least eight', () => {
    expect(phoneIdentity('99-99-99-99-99-99-99-99', 'IL')).toBe('9999999999999999');
    expect(phoneIdentity('123 45678', 'ZZ')).toBe('12345678');
  });

  test.each(['', '   ', '000', '123456', '*2700', 'call me', '+', '()', 'ext 5', '9.72521E+11', '1'.repeat(33)])(
    'say nothing when there are fewer, or none: %j',
    (typed) => expect(phoneIdentity(typed, 'IL')).toBeUndefined(),
  );

  it('of an ordinary length stay in their country, though they would be valid in another', () => {
    expect(phoneIdentity('120 2555 0123', 'CN')).toBe('+8612025550123');
    expect(phoneIdentity('120 2555 0123', 'IL')).toBe('+12025550123');
  });

  it('with a plus are not read as numbers at home', () => {
    expect(phoneIdentity('+390000000', 'IT')).toBe('+390000000');
  });

  test.each([
    ['0006873718', 'AU'],
    ['00008333100', 'IL'],
    ['000997459293', 'IL'],
    ['00434292', 'BQ'],
    ['0002710172', 'IL'],
  ])('and that are nonsense have one reading: %s in %s', (typed, country) => {
    for (const identity of phoneIdentities(typed, country)) expect(phoneIdentity(identity, country)).toBe(identity);
  });

  it('work without a default country', () => {
    expect(phoneIdentity('+972 52 123 4567', '')).toBe(DANA);
    expect(phoneIdentity('+972 52 123 4567', '??')).toBe(DANA);
  });
});

describe('numbers of other countries', () => {
  it.each([
    ['+22985751234', '0022985751234', '22985751234'],
    ['+5215512345678', '005215512345678', '5215512345678'],
    ['+447700900123', '00447700900123', '447700900123', '00 44 (0)7700 900123'],
    ['+4930901820', '004930901820', '4930901820'],
    ['+962791234567', '00962791234567', '962791234567'],
    ['+79123456789', '0079123456789', '79123456789'],
  ])('are one with a plus, behind 00, and bare: %s', (whole, ...spellings) => {
    expect(phoneIdentities(whole, 'IL')).toEqual([whole]);
    for (const spelling of spellings) expect([spelling, phoneIdentities(spelling, 'IL')]).toEqual([spelling, [whole]]);
  });

  it('written with a plus are never of the country at home', () => {
    const nationals = ['547654321', '22985751234', '5123456', '12345678', '999123456789', '30901820'];
    for (const one of nationals.map((national) => phoneIdentity(`+${national}`, 'IL') ?? '')) {
      expect(one.startsWith('+972')).toBe(false);
    }
  });

  it('are compared bare where no country has such a code', () => {
    expect(phoneIdentities('89123456789', 'IL')).toEqual(['89123456789']);
    expect(phoneIdentities('00999912345678', 'IL')).toEqual(['00999912345678']);
  });
});

it.each([
  ['a joiner of graphemes', '\u034f'],
  ['a filler of Hangul', '\u115f'],
  ['another', '\u3164'],
  ['half of one', '\uffa0'],
  ['an inherent vowel', '\u17b4'],
  ['a variation selector', '\ufe0f'],
  ['an annotation mark', '\ufff9'],
  ['a tag', '\u{e0020}'],
  ['the blank of Braille', '\u2800'],
])('%s within a number is not there', (_, unseen) => {
  expect(phoneIdentity(`052${unseen}123${unseen}${unseen}4567`, 'IL')).toBe(DANA);
});

it('digits in keycaps are digits', () => {
  expect(phoneIdentity([...'0521234567'].map((digit) => `${digit}\ufe0f\u20e3`).join(''), 'IL')).toBe(DANA);
});

describe('two numbers in one field', () => {
  test.each([
    '052-1234567 / 03-1234567',
    '052-1234567/03-1234567',
    '052-1234567, 03-1234567',
    '052-1234567 או 03-1234567',
    '0521234567 031234567',
    '+972521234567+97231234567',
    '0521234567\n031234567',
  ])('are both identities, the first one first: %j', (typed) =>
    expect(phoneIdentities(typed, 'IL')).toEqual([DANA, '+97231234567']),
  );

  it('are at most three, and each once', () => {
    expect(phoneIdentities('052-1234567, 0521234567, 03-1234567, 04-1234567, 08-1234567', 'IL')).toEqual([
      DANA,
      '+97231234567',
      '+97241234567',
    ]);
  });
});

describe('any text at all', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...'0123456789+- ()/.eE٣') }),
  );
  const country = fc.constantFrom('IL', 'US', 'GB', 'DE', 'AR', 'BR', 'RU', 'IT', 'ZZ', '');

  it('never throws, and an identity is its own identity', () => {
    fc.assert(
      fc.property(text, country, (typed, home) => {
        for (const identity of phoneIdentities(typed, home)) {
          expect(identity).toMatch(/^\+?\d{7,32}$/);
          expect(phoneIdentity(identity, home)).toBe(identity);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test.each(['1', '1 ', '+', '(', '/', '٣', '0521234567,', 'ext', '\u200f', 'E', '-', "'", '"', ' '])(
    'takes linear time: 64 KB of %j',
    (unit) => {
      const typed = unit.repeat(65_536 / unit.length);
      const start = processorMs();
      phoneIdentities(typed, 'IL');
      expect(processorMs() - start).toBeLessThan(150);
    },
  );
});
