import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRaw } from '../../src/ways-in/read.ts';
import type { Raw, Reading } from '../../src/ways-in/way-in.ts';
import { processorMs } from '../support/pure/processor-time.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (body: string | Uint8Array, more: Partial<Raw> = {}): Reading =>
  readRaw(
    { method: 'POST', query: '', contentType: '', body: typeof body === 'string' ? utf8(body) : body, ...more },
    {},
  );
const outcome = (reading: Reading) =>
  reading.ok ? reading.wayIn : `${reading.rejection.code} ${reading.rejection.status}`;

describe('the body decides', () => {
  const FORM = 'application/x-www-form-urlencoded';
  test.each([
    ['<lead><Phone>1</Phone></lead>', FORM, 'xml'],
    ['\ufeff \r\n<lead><Phone>1</Phone></lead>', '', 'xml'],
    ['%3Clead%3E%3CPhone%3E1%3C%2FPhone%3E%3C%2Flead%3E', FORM, 'xml'],
    ['%3c%3fxml+version%3d%221.0%22%3f%3e%3clead+Phone%3d%221%22%2f%3e=', FORM, 'xml'],
    ['xml=%3Clead%3E%3CPhone%3E1%3C%2FPhone%3E%3C%2Flead%3E&x=1', FORM, 'xml'],
    ['payload=%7B%22Phone%22%3A%221%22%7D', FORM, 'json'],
    ['%7B%22Phone%22%3A%221%22%7D', FORM, 'json'],
    ['{"Phone":"1"}', FORM, 'json'],
    ['\ufeff[{"Phone":"1"}]', 'text/plain', 'json'],
    ['Phone=1', 'application/json', 'html-form'],
    ['Phone=1\r\nCity=2\r\n', 'text/plain; charset=utf-8', 'html-form'],
    ['<lead><Phone>1</Phone></lead>\r\na=b', 'text/plain', 'unreadable 400'],
    ['Phone=1', 'text/xml', 'html-form'],
    ['Phone=1', 'multipart/form-data', 'html-form'],
    ['[Phone]=1', FORM, 'html-form'],
    ['{Phone:1}', 'application/json', 'unreadable 400'],
    ['--x\r\nContent-Disposition: form-data; name="Phone"\r\n\r\n1\r\n--x--', FORM, 'html-form'],
    ['preamble\n--x\nContent-Disposition: form-data; name=Phone\n\n1\n--x--', FORM, 'html-form'],
    ['----=_Part_1\r\nContent-Disposition: form-data; name="Phone"\r\n\r\n1\r\n------=_Part_1--', '', 'html-form'],
    ['%3Clead%3E%3CPhone%3E1%3C%2FPhone%3E%3C%2Flead%3E', 'multipart/form-data', 'xml'],
    ['nothing like it', 'multipart/form-data; boundary=x', 'unreadable 400'],
    ['data=%3Cnot+xml&Phone=1', FORM, 'html-form'],
    ['xml=%3Cbroken&Phone=1', FORM, 'unreadable 400'],
    ['xml=%3C%21DOCTYPE+a%3E%3Ca%2F%3E&Phone=1', FORM, 'xml_dtd 400'],
    ['{"Phone":"1","Remarks":"see <adf> below"}', 'application/json', 'json'],
    ['[{"Remarks":"<?adf version=1?><adf>","Phone":"1"}]', '', 'json'],
    ['--x\r\nContent-Disposition: form-data; name="Remarks"\r\n\r\n<adf>\r\n--x--', 'multipart/form-data', 'html-form'],
    ['[external] <adf><prospect/></adf>', '', 'not_a_lead 422'],
    ['%PDF-1.7\n\0\0', 'application/pdf', 'unsupported_media_type 415'],
    ['PK\u0003\u0004\0\0', '', 'unsupported_media_type 415'],
    ['GIF89a', 'image/gif', 'unsupported_media_type 415'],
    ['', '', 'empty 400'],
    [' \r\n', 'application/json', 'empty 400'],
  ])('%j as %j → %s', (body, contentType, expected) => {
    expect(outcome(read(body, { contentType }))).toBe(expected);
  });

  test('an empty body leaves the query string, a query beside a body comes after it', () => {
    expect(outcome(read('', { query: 'Phone=1' }))).toBe('url');
    const reading = read('Phone=1', { query: 'Phone=2&City=Haifa&dry_run=1' });
    expect(reading.ok && reading.submissions[0]?.pairs.map(({ value }) => value)).toEqual(['1', '2', 'Haifa']);
    const xml = read('<lead><Phone>1</Phone></lead>', { query: 'type=xml&Aff_Num=5' });
    expect(xml.ok && xml.submissions[0]?.pairs).toEqual([
      { name: 'Phone', value: '1' },
      { name: 'Aff_Num', value: '5' },
    ]);
  });

  test('plain text is a form only where the header and the lines say so', () => {
    const pairsOf = (body: string, contentType: string) => {
      const reading = read(body, { contentType });
      return reading.ok && reading.submissions[0]?.pairs.map(({ name, value }) => `${name}: ${value}`);
    };
    const body = 'Phone=+972 52\r\nCity=a&b\r\n';
    expect(pairsOf(body, 'text/plain;charset=UTF-8')).toEqual(['Phone: +972 52', 'City: a&b']);
    expect(pairsOf('Phone=%2B972&City=a', 'text/plain;charset=UTF-8')).toEqual(['Phone: +972', 'City: a']);
    expect(pairsOf(body, '')).toEqual(['Phone:  972 52\r\nCity=a&b']);
    expect(pairsOf(body, '')).not.toContain('Phone: +972 52');
  });

  test('a secret of the sender is no field', () => {
    const columns = '"user_column_data":[{"column_id":"PHONE_NUMBER","string_value":"052"}]';
    for (const body of [
      `{"google_key":"s3cret",${columns}}`,
      `{"data":{"google_key":"s3cret",${columns}}}`,
      `[{"Google_Key":"s3cret","Phone":"052"}]`,
      'google_key=s3cret&Phone=052',
      '<lead><google_key>s3cret</google_key><Phone>052</Phone></lead>',
    ]) {
      const reading = read(body);
      expect(reading.ok && reading.submissions[0]?.pairs.length).toBe(1);
      expect(JSON.stringify(reading.ok && reading.submissions[0]?.pairs)).not.toContain('s3cret');
    }
  });

  test('what a browser escaped because its page could not say it is read', () => {
    const reading = read('FirstName=%26%231491%3B%26%231504%3B%26%231492%3B&Remarks=%26%2338%3B+%26%2355555%3B');
    expect(reading.ok && reading.submissions[0]?.pairs.map(({ value }) => value)).toEqual(['דנה', '&#38; &#55555;']);
  });

  test('a chosen charset is used for everything', () => {
    const body = new Uint8Array([...utf8('FirstName='), 0xe3, 0xf0, 0xe4]);
    const reading = readRaw({ method: 'POST', query: '', contentType: '', body }, { charset: 'iso-8859-8' });
    expect(reading).toMatchObject({
      ok: true,
      charset: 'iso-8859-8',
      warnings: [],
      submissions: [{ pairs: [{ value: 'דנה' }] }],
    });
  });
});

describe('attacks', () => {
  const KB = 64 * 1024;
  const fill = (piece: string, around: [string, string] = ['', '']) =>
    around[0] + piece.repeat(Math.floor((KB - around[0].length - around[1].length) / piece.length)) + around[1];

  test.each<[string, string, string]>([
    ['a bomb', '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><l>&b;</l>', 'xml_dtd 400'],
    ['100,000 levels', '<a>'.repeat(100_000), 'too_deep 400'],
    ['100,000 closed levels', '<a>'.repeat(100_000) + '</a>'.repeat(100_000), 'too_deep 400'],
    ['100,000 JSON levels', '{"a":'.repeat(100_000), 'too_deep 400'],
    ['JSON brackets', '['.repeat(100_000), 'too_deep 400'],
    ['character references', fill('&#1488;', ['<lead><Phone>', '</Phone></lead>']), 'xml'],
    ['attributes', `<lead ${Array.from({ length: 6000 }, (_, i) => `a${i}="1"`).join(' ')}/>`, 'xml'],
    ['elements', fill('<a>1</a>', ['<lead>', '</lead>']), 'xml'],
    ['leads', fill('<lead><a>1</a></lead>', ['<leads>', '</leads>']), 'xml'],
    ['unfinished comments', fill('<!-', ['<lead>', '']), 'unreadable 400'],
    ['ampersands', fill('&', ['<lead>', '</lead>']), 'unreadable 400'],
    ['an unclosed attribute', fill(' a=', ['<lead', '']), 'unreadable 400'],
    ['spaces in a tag', fill(' ', ['<lead', '']), 'unreadable 400'],
    ['spaces in the declaration', fill(' ', ['<?xml version', '']), 'unreadable 400'],
    ['spaces in an entity', fill('&a', ['<lead>', '</lead>']), 'unreadable 400'],
    ['broken ADF', fill('<adf “', ['x', '']), 'unreadable 400'],
    ['broken ADF tags', fill('<a =‘', ['<adf>&', '</adf>']), 'unreadable 400'],
    ['10,000 parameters', Array.from({ length: 10_000 }, (_, i) => `p${i}=${i}`).join('&'), 'html-form'],
    ['one name 10,000 times', 'a=%D7%90&'.repeat(7000), 'html-form'],
    ['not UTF-8 10,000 times', 'a=%E0&'.repeat(10_000), 'html-form'],
    ['percent signs', fill('%'), 'html-form'],
    [
      'a long JSON name over many leaves',
      `{"${'n'.repeat(30_000)}":{${Array.from({ length: 3000 }, (_, i) => `"${i}":1`).join(',')}}}`,
      'json',
    ],
    [
      'many JSON leads with much beside them',
      `{"leads":[${'{"a":1},'.repeat(2000)}{"a":1}],${Array.from({ length: 2000 }, (_, i) => `"${i}":1`).join(',')}}`,
      'json',
    ],
    ['long numbers', `{"a":[${'12345678901234567890,'.repeat(3000)}1]}`, 'json'],
    ['escapes in JSON', fill('\\u005b', ['{"a":"', '"}']), 'json'],
    ['boundaries', fill('--B\r\n', ['--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n', '']), 'html-form'],
    ['a long part name', fill('\\"', ['--B\r\nContent-Disposition: form-data; name="', '']), 'html-form'],
    [
      'header lines',
      fill('a:b\r\n', ['--B\r\n', 'Content-Disposition: form-data; name="a"\r\n\r\n1\r\n--B--']),
      'html-form',
    ],
  ])('%s', (_, body, expected) => {
    const contentType = body.startsWith('--B') ? 'multipart/form-data; boundary=B' : '';
    const started = processorMs();
    expect(outcome(read(body, { contentType }))).toBe(expected);
    expect(processorMs() - started).toBeLessThan(1000);
  });

  test('__proto__ and its like are only names', () => {
    const bodies = [
      '__proto__=1&__proto__[phone]=2&constructor[prototype][x]=3&fields[__proto__][value]=4&form_id=1',
      '{"__proto__":{"phone":"1"},"constructor":{"prototype":{"x":"1"}},"leads":[{"__proto__":{"x":1},"a":1}]}',
      '<lead><__proto__><phone>1</phone></__proto__><constructor>2</constructor></lead>',
      '<leads><lead __proto__="1"/><lead><__proto__/></lead></leads>',
    ];
    for (const body of bodies) expect(read(body).ok).toBe(true);
    expect(({} as Record<string, unknown>).phone).toBeUndefined();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('nothing throws, and the same bytes read the same', () => {
  const check = (raw: Raw) => {
    const reading = readRaw(raw, {});
    expect(readRaw(raw, {})).toEqual(reading);
    if (!reading.ok) return;
    expect(reading.submissions.length).toBeGreaterThan(0);
    for (const { pairs } of reading.submissions) {
      for (const { name, value } of pairs) expect([typeof name, typeof value]).toEqual(['string', 'string']);
    }
  };
  const pieces = [
    '<',
    '>',
    '</',
    '/>',
    '<lead>',
    '</lead>',
    '<?xml version="1.0"?>',
    '<adf>',
    '</adf>',
    '<prospect>',
    '</prospect>',
    '<customer>',
    '<contact>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&',
    '&amp;',
    '&#1488;',
    '"',
    "'",
    '“',
    '=',
    ' ',
    '\r\n',
    '\n',
    '\0',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"a"',
    '"value"',
    '"name"',
    '"fields"',
    '"field_data"',
    '"form_response"',
    '"answers"',
    '"user_column_data"',
    '"data"',
    '"submissions"',
    '"formName"',
    '"contact"',
    '1',
    '12345678901234567890',
    'null',
    '--B',
    '--B--',
    'Content-Disposition: form-data; name="a"',
    '; filename="f"',
    '%',
    '%3C',
    '%7B',
    '%E0',
    '%D7',
    '%D7%90',
    'form_id',
    'form_name',
    'fields[a][value]',
    'oid',
    'retURL',
    'formID',
    'rawRequest',
    'q3_name[first]',
    '_wpcf7',
    'campid',
    'sid',
    '1stPhone',
    'SystemID',
    'xml=',
    'data=',
    'payload=',
    '__proto__',
    'contactdetails',
    '<contactdetails>',
    '<address>',
    'א',
    '😀',
    '\ufeff',
    '\ud800',
  ];
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((chosen) => utf8(chosen.join(''))),
    fc.json().map(utf8),
    fc
      .array(
        fc.tuple(
          fc.constantFrom('FirstName', 'fields[x][value]', 'form_id', 'data', 'rawRequest', 'formID'),
          fc.oneof(fc.string(), fc.json()),
        ),
        { maxLength: 6 },
      )
      .map((pairs) => utf8(new URLSearchParams(pairs).toString())),
  );
  const types = fc.constantFrom(
    '',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=B',
    'multipart/form-data',
    'text/xml',
    'application/json',
    'application/pdf',
    'boundary="',
  );

  test('a POST', () => {
    fc.assert(
      fc.property(bodies, types, fc.string(), (body, contentType, query) =>
        check({ method: 'POST', query, contentType, body }),
      ),
      { numRuns: 3000 },
    );
  });

  test('a GET', () => {
    fc.assert(
      fc.property(fc.string(), (query) => check({ method: 'GET', query, contentType: '', body: new Uint8Array() })),
      { numRuns: 500 },
    );
  });
});
