import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { labelTarget } from '../../../../src/lead/fields/field-names.ts';
import { readLabel } from '../../../../src/lead/fields/label/read-label.ts';
import { ASKS, ASKS_FOR_NONE } from './asked-labels.ts';

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

describe.each(Object.entries(ASKS))('asks for %s', (target, labels) => {
  test.each(lines(labels))('%s', (label) => expect(labelTarget(label.replaceAll(/[[\].]/g, ' '))).toBe(target));
});

describe('asks for none of the person’s fields', () => {
  const OURS = new Set('phone mobile otherPhone email fullName firstName lastName fax company'.split(' '));
  test.each(lines(ASKS_FOR_NONE))('%s', (label) => expect(OURS.has(String(labelTarget(label)))).toBe(false));
});

describe('a piece of a phone', () => {
  test.each([
    ['קידומת', 'area'],
    ['קידומת טלפון', 'area'],
    ['קידומת נייד', 'area'],
    ['Area code', 'area'],
    ['phone_area_code', 'area'],
    ['phone prefix', 'area'],
    ['Vorwahl', 'area'],
    ['Country code', 'country'],
    ['phone_country_code', 'country'],
    ['dial_code', 'country'],
    ['Phone code', 'country'],
    ['קידומת מדינה', 'country'],
    ['phone extension', 'extension'],
    ['שלוחה', 'extension'],
  ])('%s', (label, part) => expect(readLabel(label).part).toBe(part));
  test.each(['postal code', 'zip code', 'promo code', 'קוד קופון', 'country', 'Area of interest'])(
    '%s is none',
    (label) => expect(readLabel(label).part).toBeUndefined(),
  );
});

test('a trap for programs that asks to confirm a web address is no field', () => {
  expect(readLabel('website_confirm').target).toBeUndefined();
  expect(readLabel('website').target).toBe('url');
});

test('initials are read as one word', () => {
  expect(readLabel('Ф.И.О.').target).toBe('fullName');
  expect(readLabel('מס. ת.ז.').target).toBe('idNumber');
});

test('a value that cannot be what the words ask for stays apart', () => {
  expect(labelTarget('Your best phone number', 'in the evening')).toBeUndefined();
  expect(labelTarget('Your best phone number', '052-1234567')).toBe('phone');
  expect(labelTarget('Your best phone number', 'dana@example.com')).toBe('phone');
  expect(labelTarget('Your email (weekly news)', 'yes')).toBeUndefined();
  expect(labelTarget('Your very first name', 'true')).toBeUndefined();
});

it('takes linear time and never throws, whatever the label', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 200 })), (label) => {
      readLabel(label);
    }),
    { numRuns: 2000 },
  );
  for (const unit of ['phone', 'ה', 'ו', 'a1', '(', 'no', 'A', 'e.', '"', 'אאא ', 'ال']) {
    const start = performance.now();
    for (let length = 10; length < 170; length += 1) readLabel(unit.repeat(200).slice(0, length));
    readLabel(unit.repeat(30_000));
    expect(performance.now() - start).toBeLessThan(1000);
  }
});
