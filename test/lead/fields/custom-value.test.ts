import { expect, it, test } from 'vitest';
import type { CustomField } from '../../../src/lead/channel/channel.ts';
import { composeLead } from '../../../src/lead/compose.ts';
import { readCustomValue } from '../../../src/lead/fields/custom-value.ts';
import { aChannel, sent } from '../../support/pure/channel.ts';

const a = (type: CustomField['type'], options: string[] = []): CustomField => ({ key: 'k', label: '', type, options });

test.each([
  ['4', 4],
  ['-1.5', -1.5],
  ['1,200', 1200],
  ['₪ 1,200,000.50', 1_200_000.5],
  ['٤٢', 42],
])('a number field reads %s', (sentText, value) =>
  expect(readCustomValue(a('number'), [sentText])).toEqual({ value, fits: true }),
);

test.each(['four', '1,2', '1e5', '12345678901234567890', '0x10', 'Infinity', ''])(
  'a number field keeps %j as text',
  (text) => expect(readCustomValue(a('number'), [text])).toEqual({ value: text, fits: false }),
);

it('a date field keeps days', () => {
  expect(readCustomValue(a('date'), ['25/03/2030'])).toEqual({ value: '2030-03-25', fits: true });
  expect(readCustomValue(a('date'), ['soon'])).toEqual({ value: 'soon', fits: false });
});

it('a yes/no field keeps true and false', () => {
  expect(readCustomValue(a('yesNo'), ['לא'])).toEqual({ value: false, fits: true });
  expect(readCustomValue(a('yesNo'), ['perhaps'])).toEqual({ value: 'perhaps', fits: false });
});

it("a one-of field keeps the option in the business's spelling", () => {
  expect(readCustomValue(a('oneOf', ['North Tel-Aviv', 'Haifa']), ['north tel aviv'])).toEqual({
    value: 'North Tel-Aviv',
    fits: true,
  });
  expect(readCustomValue(a('oneOf', ['Haifa']), ['Eilat'])).toEqual({ value: 'Eilat', fits: false });
  expect(readCustomValue(a('oneOf'), ['Eilat'])).toEqual({ value: 'Eilat', fits: true });
});

it('a many-of field collects, from many values and from one list', () => {
  const sizes = a('manyOf', ['Small', 'Large', 'Small, used']);
  expect(readCustomValue(sizes, ['small', 'LARGE', 'Small'])).toEqual({ value: ['Small', 'Large'], fits: true });
  expect(readCustomValue(sizes, ['small; large'])).toEqual({ value: ['Small', 'Large'], fits: true });
  expect(readCustomValue(sizes, ['small, used'])).toEqual({ value: ['Small, used'], fits: true });
  expect(readCustomValue(sizes, ['small, huge'])).toEqual({ value: ['Small', 'huge'], fits: false });
});

it('a lead warns of a value that does not fit, and keeps its text', () => {
  const channel = aChannel({
    customFields: [
      { ...a('number'), label: 'Rooms' },
      { ...a('manyOf'), key: 'colours' },
    ],
  });
  const { lead } = composeLead(
    sent([
      { name: 'Rooms', value: 'a few' },
      { name: 'colours', value: 'red' },
      { name: 'Colours', value: 'blue' },
    ]),
    channel,
    'json',
  );
  expect(lead.custom).toEqual({ k: 'a few', colours: ['red', 'blue'] });
  expect(lead.warnings).toMatchObject([{ code: 'custom_value_unreadable', field: 'Rooms' }]);
});
