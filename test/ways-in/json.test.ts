import { describe, expect, test } from 'vitest';
import { composeLead } from '../../src/lead/compose.ts';
import { parseJson } from '../../src/ways-in/json/parse.ts';
import { readJson } from '../../src/ways-in/json/read.ts';
import { aChannel } from '../support/pure/channel.ts';
import { processorMs } from '../support/pure/processor-time.ts';

const codeOf = (text: string) => {
  const read = readJson(text);
  return read.ok ? 'ok' : `${read.rejection.code} ${read.rejection.status}`;
};
const pairsOf = (value: unknown) => {
  const read = readJson(JSON.stringify(value));
  return read.ok ? read.submissions.map(({ pairs }) => pairs) : [];
};

test('numbers that JavaScript cannot hold keep their digits', () => {
  const parsed = parseJson(
    '{"a":9223372036854775807,"b":[-12345678901234567890],"c":1234567890123456,"d":"9223372036854775807","e":1e3,"f":0.1234567890123456}',
  );
  expect(parsed).toEqual({
    ok: true,
    value: {
      a: '9223372036854775807',
      b: ['-12345678901234567890'],
      c: 1234567890123456,
      d: '9223372036854775807',
      e: 1000,
      f: 0.1234567890123456,
    },
  });
});

test.each([
  ['{', 'unreadable 400'],
  ['{"a":1,}', 'unreadable 400'],
  ["{'a':1}", 'unreadable 400'],
  ['{}', 'not_a_lead 422'],
  ['[]', 'not_a_lead 422'],
  ['[1,2]', 'not_a_lead 422'],
  ['{"a":null,"b":{},"c":""}', 'not_a_lead 422'],
  [`${'['.repeat(33)}${']'.repeat(33)}`, 'too_deep 400'],
  [`${'{"a":'.repeat(32)}1${'}'.repeat(32)}`, 'ok'],
  ['{"a":"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}', 'ok'],
  ['{"phone":"1"}=', 'ok'],
])('%s → %s', (text, code) => {
  expect(codeOf(text)).toBe(code);
});

test('the message never repeats what was sent', () => {
  const read = readJson('{"Phone":"052-1234567" "Email":1}');
  expect(read.ok ? '' : read.rejection.message).not.toMatch(/052|Email/);
});

describe('nested values', () => {
  test('are named by their path and labelled by their last name', () => {
    expect(pairsOf({ lead: { contact: { first_name: 'Dana' } } })).toEqual([
      [{ name: 'lead.contact.first_name', value: 'Dana', label: 'first_name' }],
    ]);
  });

  test.each([
    [{ form: { name: 'Contact form' } }],
    [{ page: { title: 'Home', url: 'https://example.com' } }],
    [{ agent: { phone: '039999999' } }],
    [{ property: { agent: { contact: { email: 'a@b.example' } } } }],
    [{ company: { phone: '039999999' } }],
    [{ utm: { source: 'x' } }],
  ])('of somebody else have no label: %j', (value) => {
    expect(
      pairsOf(value)[0]
        ?.map(({ label }) => label)
        .filter(Boolean),
    ).toEqual([]);
  });

  test.each([
    [{ name: { first: 'Dana', last: 'Levi' } }, ['first name', 'last name']],
    [{ company: { name: 'Levi Ltd' } }, ['company']],
    [{ email: { value: 'a@b.example', type: 'work' } }, [undefined]],
    [{ contact: { name: 'Dana' } }, ['name']],
    [{ customer: { address: { city: 'Haifa' } } }, ['city']],
  ])('%j is labelled %j', (value, labels) => {
    expect(pairsOf(value)[0]?.map(({ label }) => label)).toEqual(labels);
  });

  test.each([
    [[{ name: 'email', value: 'x' }]],
    [[{ label: 'email', value: 'x' }]],
    [[{ key: 'email', value: 'x' }]],
    [[{ id: 'email', answer: 'x' }]],
    [[{ name: 'email', values: ['x'] }]],
    [[{ column_id: 'email', string_value: 'x' }]],
  ])('%j says its own names', (fields) => {
    expect(pairsOf({ fields })[0]).toEqual([{ name: 'email', value: 'x' }]);
  });
});

describe('lists of phones and e-mail addresses', () => {
  const filled = (value: unknown) => {
    const read = readJson(JSON.stringify(value));
    const [submission] = read.ok ? read.submissions : [];
    return submission && composeLead(submission, aChannel(), 'json').lead;
  };
  const name = { first: 'Dana', last: 'Levi' };

  test.each<[unknown, Record<string, string>]>([
    [
      { contact: { name, phones: [{ type: 'mobile', value: '0521234567' }], emails: [{ value: 'd@x.example' }] } },
      { firstName: 'Dana', lastName: 'Levi', mobile: '0521234567', email: 'd@x.example' },
    ],
    [
      {
        name,
        phones: [
          { type: 'home', number: '036123456' },
          { type: 'CELL', number: '0521234567' },
        ],
      },
      { firstName: 'Dana', lastName: 'Levi', phone: '036123456', mobile: '0521234567' },
    ],
    [
      {
        lead: { phoneNumbers: [{ id: 7, type: 'work', number: '036123456', primary: true }, { value: '0521234567' }] },
      },
      { otherPhone: '036123456', phone: '0521234567' },
    ],
    [
      { phones: ['0521234567', '036123456'], emails: ['d@x.example'] },
      { phone: '0521234567', otherPhone: '036123456', email: 'd@x.example' },
    ],
    [
      { phones: '0521234567', emails: 'd@x.example' },
      { phone: '0521234567', email: 'd@x.example' },
    ],
    [{ phone: ['0521234567', '0521234567'] }, { phone: '0521234567' }],
    [
      {
        phone: [
          { type: 'mobile', number: '0521234567' },
          { type: 'home', number: '036123456' },
        ],
      },
      { mobile: '0521234567', phone: '036123456' },
    ],
    [{ phone: { type: 'mobile', number: '0521234567' } }, { mobile: '0521234567' }],
    [
      {
        phone_numbers: [{ label: 'fax', number: '036123456' }],
        email_addresses: [{ type: 'work', address: 'd@x.example' }],
      },
      { fax: '036123456', email: 'd@x.example' },
    ],
    [{ phones: [{ type: 'נייד', value: '0521234567' }] }, { mobile: '0521234567' }],
    [
      {
        phones: [
          { id: 1, type: 'mobile', value: null },
          { id: 2, type: 'home', value: '036123456' },
        ],
      },
      { phone: '036123456' },
    ],
    [{ phones: [{ type: 'mobile', phone: '0521234567' }] }, { phone: '0521234567' }],
    [
      { email: 'd@x.example', agent: { phones: [{ type: 'mobile', value: '0521234567' }], emails: ['a@b.example'] } },
      { email: 'd@x.example' },
    ],
    [{ email: 'd@x.example', company: { phones: [{ number: '0521234567' }] } }, { email: 'd@x.example' }],
  ])('%j', (value, details) => {
    expect(filled(value)?.details).toEqual(details);
  });

  test('keep what else is said of them', () => {
    expect(filled({ phones: [{ number: '0521234567', primary: true, ext: { code: 9 } }] })?.unknown).toEqual({
      'phones.0.primary': 'true',
      'phones.0.ext.code': '9',
    });
  });

  test('are fast, however many', () => {
    const started = processorMs();
    filled({ phones: Array.from({ length: 3000 }, (_, i) => ({ type: 'x', number: String(i) })) });
    expect(processorMs() - started).toBeLessThan(500);
  });
});

describe('a question of a form builder', () => {
  const question = (more: object) => ({ key: 'question_a', label: 'Country', value: ['o7'], ...more });
  const options = Array.from({ length: 250 }, (_, at) => ({ id: `o${at}`, text: `Country ${at}` }));

  test('says what was chosen, and not all that could have been', () => {
    const [pairs] = pairsOf({
      data: { fields: [question({ options }), question({ options }), question({ options })] },
    });
    expect(pairs).toEqual(Array(3).fill({ name: 'Country', value: 'Country 7' }));
  });

  test.each(['isHidden', 'is_hidden', 'hidden', 'required', 'isRequired', 'responseEditable'])(
    'says by %s nothing of the person, and stays a question',
    (flag) => {
      expect(pairsOf({ answers: { notes: { label: 'additional_notes', value: 'A roof', [flag]: false } } })).toEqual([
        [{ name: 'answers.notes', value: 'A roof', label: 'additional_notes' }],
      ]);
    },
  );

  test('is told from a deal with a value and a place', () => {
    const [pairs] = pairsOf({ deal: { name: 'Roof', value: 100, position: 'first', city: 'Haifa' } });
    expect(pairs?.map(({ name }) => name)).toContain('deal.position');
  });
});

describe('several leads', () => {
  test.each([
    [[{ a: '1' }, { a: '2' }]],
    [{ leads: [{ a: '1' }, { a: '2' }] }],
    [{ data: { leads: [{ a: '1' }, { a: '2' }] } }],
    [{ contacts: [{ a: '1' }, { a: '2' }] }],
  ])('%j', (value) => {
    expect(pairsOf(value)).toEqual([[{ name: 'a', value: '1' }], [{ name: 'a', value: '2' }]]);
  });
});
