import { describe, expect, test } from 'vitest';
import { composeLead } from '../../src/lead/compose.ts';
import { createDecoder } from '../../src/ways-in/charset/decoder.ts';
import { findBoundary, parseMultipart } from '../../src/ways-in/html-form/multipart.ts';
import { parseUrlencoded } from '../../src/ways-in/html-form/parse.ts';
import { looksPlainText, parsePlainText } from '../../src/ways-in/html-form/plain-text.ts';
import { recogniseFlat } from '../../src/ways-in/senders/all.ts';
import { aChannel } from '../support/pure/channel.ts';
import { processorMs } from '../support/pure/processor-time.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const pairsOf = (body: string | Uint8Array) =>
  parseUrlencoded(typeof body === 'string' ? utf8(body) : body, createDecoder()).map(({ name, value }) => [
    name,
    value,
  ]);

describe('nested names', () => {
  const filled = (body: string) => {
    const { pairs } = recogniseFlat(parseUrlencoded(utf8(body), createDecoder()));
    return composeLead({ pairs, sender: 'generic', warnings: [] }, aChannel(), 'html-form').lead;
  };

  test.each<[string, Record<string, string>]>([
    ['contact[name]=Dana&contact[phone]=0521234567', { firstName: 'Dana', phone: '0521234567' }],
    ['contact%5Bfirst_name%5D=Dana&contact%5Bemail%5D=d@x.example', { firstName: 'Dana', email: 'd@x.example' }],
    ['lead[name][first]=Dana&lead[name][last]=Levi', { firstName: 'Dana', lastName: 'Levi' }],
    ['form_fields[שם]=דנה&form_fields[נייד]=0521234567', { firstName: 'דנה', mobile: '0521234567' }],
    ['phone[]=0521234567&user[address][city]=Haifa', { phone: '0521234567', city: 'Haifa' }],
    [
      'c[phones][0][type]=mobile&c[phones][0][value]=0521234567&c[phones][1][number]=036123456&c[emails][]=d@x.example',
      { mobile: '0521234567', phone: '036123456', email: 'd@x.example' },
    ],
    [
      'f[0][name]=Phone&f[0][value]=0521234567&f[1][label]=שם+מלא&f[1][value]=דנה+לוי',
      { phone: '0521234567', firstName: 'דנה', lastName: 'לוי' },
    ],
    ['email=d@x.example&agent[phone]=036123456&page[name]=Home&utm[source]=x', { email: 'd@x.example' }],
    ['[phone]=1&phone]=2&a[phone=3&a[phone]b=4', {}],
  ])('%s', (body, details) => {
    expect(filled(body).details).toEqual(details);
  });

  test('keep what nobody understood under the name it was sent by', () => {
    expect(filled('contact[colour]=red&agent[phone]=036123456').unknown).toEqual({
      'contact[colour]': 'red',
      'agent[phone]': '036123456',
    });
  });

  test('are fast, however many and however deep', () => {
    const started = processorMs();
    filled(Array.from({ length: 4000 }, (_, i) => `a[${i}][b]=1`).join('&'));
    filled(`a${'[b]'.repeat(20_000)}=1&${'['.repeat(30_000)}=2`);
    expect(processorMs() - started).toBeLessThan(500);
  });
});

describe('a field whose parts stand in one text, one a line', () => {
  const filled = (values: Record<string, string>) =>
    composeLead(
      recogniseFlat(Object.entries(values).map(([name, value]) => ({ name, value }))),
      aChannel(),
      'html-form',
    ).lead;

  test('is read by its parts, with or without a declared type', () => {
    const name = 'first = Dana\nmiddle = M\nlast = Levi';
    const address = 'address = Herzl 5\ncity = Haifa\nzip = 12345';
    expect(filled({ FormID: '23534', Name: name, Phone: '052-1234567', Address: address }).details).toEqual({
      firstName: 'Dana',
      lastName: 'Levi',
      phone: '052-1234567',
      address: 'Herzl 5',
      city: 'Haifa',
      postalCode: '12345',
    });
    const typed = {
      Name: 'first = Dana\r\nlast = Levi\r\nfield_type = name',
      Email: 'value = dana@example.com\nfield_type = email',
      Phone: 'value = 052-1234567\nfield_type = phone',
    };
    expect(filled(typed).details).toEqual({
      firstName: 'Dana',
      lastName: 'Levi',
      email: 'dana@example.com',
      phone: '052-1234567',
    });
  });

  test.each(['first = my kitchen, then the rest', 'x = 5\ny = 6', 'first = a\nand more', 'first = a\nfirst = b'])(
    'is what somebody wrote otherwise: %j',
    (text) => {
      const { notes, ...details } = filled({ phone: '052-1234567', message: text }).details;
      expect([details, notes]).toEqual([{ phone: '052-1234567' }, text]);
    },
  );
});

describe('application/x-www-form-urlencoded', () => {
  // The cases of web-platform-tests' urlencoded-parser; where its bytes are not UTF-8 they are recovered here.
  test.each<[string, string[][]]>([
    ['test', [['test', '']]],
    ['\ufefftest=\ufeff', [['\ufefftest', '\ufeff']]],
    ['%EF%BB%BFtest=%EF%BB%BF', [['\ufefftest', '\ufeff']]],
    [
      '†&†=x',
      [
        ['†', ''],
        ['†', 'x'],
      ],
    ],
    ['%C2', [['', '']]],
    ['%C2x', [['Âx', '']]],
    [
      '_charset_=windows-1252&test=%C2x',
      [
        ['_charset_', 'windows-1252'],
        ['test', 'Âx'],
      ],
    ],
    ['', []],
    ['a', [['a', '']]],
    ['a=b', [['a', 'b']]],
    ['a=', [['a', '']]],
    ['=b', [['', 'b']]],
    ['&', []],
    ['&a', [['a', '']]],
    ['a&', [['a', '']]],
    [
      'a&a',
      [
        ['a', ''],
        ['a', ''],
      ],
    ],
    [
      'a&b&c',
      [
        ['a', ''],
        ['b', ''],
        ['c', ''],
      ],
    ],
    [
      'a=b&c=d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a=b&c=d&',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      '&&&a=b&&&&c=d&',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a=a&a=b&a=c',
      [
        ['a', 'a'],
        ['a', 'b'],
        ['a', 'c'],
      ],
    ],
    ['a==a', [['a', '=a']]],
    ['a=a+b+c+d', [['a', 'a b c d']]],
    ['%=a', [['%', 'a']]],
    ['%a=a', [['%a', 'a']]],
    ['%a_=a', [['%a_', 'a']]],
    ['%61=a', [['a', 'a']]],
    ['%61+%4d%4D=', [['a MM', '']]],
    [
      'id=0&value=%',
      [
        ['id', '0'],
        ['value', '%'],
      ],
    ],
    ['b=%2sf%2a', [['b', '%2sf*']]],
    ['b=%2%2af%2a', [['b', '%2*f*']]],
    ['b=%%2a', [['b', '%*']]],
    ['a=%2B%26%3D', [['a', '+&=']]],
  ])('%j', (body, pairs) => {
    expect(pairsOf(body)).toEqual(pairs);
  });

  test('agrees with URLSearchParams wherever the bytes are UTF-8', () => {
    for (const body of ['%E2%82%AC=%F0%9F%98%80&x', 'שם=דנה+לוי&א', 'a=%00&%25=%26', '&=&==&%3D=%3D', 'a=%zz%4&b=%']) {
      expect(pairsOf(body)).toEqual([...new URLSearchParams(body)]);
    }
  });

  test('each value has its own charset', () => {
    expect(pairsOf('a=%D7%93&b=%E3&%E3=%E2%82')).toEqual([
      ['a', 'ד'],
      ['b', 'ד'],
      ['ד', ''],
    ]);
    expect(pairsOf(new Uint8Array([0x61, 0x3d, 0xe3, 0xf0, 0xe4]))).toEqual([['a', 'דנה']]);
  });
});

describe('multipart/form-data', () => {
  const read = (body: string, contentType = 'multipart/form-data; boundary=B') => {
    const bytes = utf8(body);
    const boundary = findBoundary(bytes, contentType);
    return boundary === undefined ? undefined : parseMultipart(bytes, boundary, createDecoder());
  };
  const part = (name: string, value: string) =>
    `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

  test('keeps values byte for byte, without the newline before the boundary', () => {
    expect(read(`${part('a', 'x\r\n\r\n--By\r\n')}${part('b', '')}--B--\r\n`)).toEqual({
      pairs: [
        { name: 'a', value: 'x\r\n\r\n--By\r\n' },
        { name: 'b', value: '' },
      ],
      warnings: [],
    });
  });

  test.each([
    ['quoted', 'multipart/form-data; boundary="B"'],
    ['absent', 'multipart/form-data'],
    ['wrong', 'multipart/form-data; boundary=other'],
    ['behind another parameter', 'multipart/form-data; charset=utf-8; Boundary=B'],
  ])('a boundary %s in the header is found', (_, contentType) => {
    expect(read(`${part('a', '1')}--B--`, contentType)?.pairs).toEqual([{ name: 'a', value: '1' }]);
  });

  test('bare line feeds, a preamble and a missing end are survived', () => {
    const read1 = read(
      'preamble\n--B\ncontent-disposition:form-data;name=a\nX: y\n\none\ntwo\n--B \nContent-Disposition: form-data; name="b"\n\n2',
    );
    expect(read1?.pairs).toEqual([
      { name: 'a', value: 'one\ntwo' },
      { name: 'b', value: '2' },
    ]);
    expect(read1?.warnings.map(({ code }) => code)).toEqual(['body_cut']);
  });

  test('names with quotes and Hebrew are read as browsers and others write them', () => {
    expect(
      read(`${part('%22a%22', '1')}${part('\\"b\\"', '2')}${part('דוא"ל'.replace('"', '%22'), '3')}--B--`)?.pairs,
    ).toEqual([
      { name: '"a"', value: '1' },
      { name: '"b"', value: '2' },
      { name: 'דוא"ל', value: '3' },
    ]);
  });

  test('of a file the name and size are kept; an empty file input is nothing', () => {
    const file = (name: string, value: string) => part(`f"; ${name}; x="`, value);
    const result = read(
      `${file('filename="a.pdf"', '1234')}${file('filename=""', '')}${file("filename*=UTF-8''%D7%90.txt", 'x')}--B--`,
    );
    expect(result?.pairs).toEqual([
      { name: 'f', value: 'a.pdf (4 bytes)' },
      { name: 'f', value: 'א.txt (1 bytes)' },
    ]);
    expect(result?.warnings).toHaveLength(2);
  });

  test('parts without a name are skipped', () => {
    expect(read(`--B\r\n\r\nx\r\n--B\r\nContent-Type: a/b\r\n\r\ny\r\n${part('a', '1')}--B--`)?.pairs).toEqual([
      { name: 'a', value: '1' },
    ]);
  });
});

describe('text/plain', () => {
  test.each<[string, boolean]>([
    ['FirstName=Dana\r\nPhone=+972 52-1234567\r\n', true],
    ['FirstName=Dana\nPhone=052', true],
    ['Phone=+972521234567\r\n', true],
    ['page=https://example.com/?utm_source=a&utm_medium=b\r\nPhone=052\r\n', true],
    ['שם מלא=דנה & לוי\r\nPhone=052\r\n', true],
    ['Phone=%2B972521234567', false],
    ['Phone=%2B972521234567\n', false],
    ['FirstName=Dana&Phone=052', false],
    ['FirstName=Dana&Phone=052\r\n', false],
    ['FirstName=Dana&Remarks=one\ntwo=2', false],
    ['only words\r\nPhone=052', false],
    ['', false],
  ])('%j is a form: %j', (body, isForm) => {
    expect(looksPlainText(body)).toBe(isForm);
  });

  test('a pair a line, nothing decoded, and a text area over several lines', () => {
    expect(parsePlainText('FirstName=Dana+%41\r\nRemarks=one\r\n\r\ntwo\r\nCity=\r\nurl=?a=b\r\n')).toEqual([
      { name: 'FirstName', value: 'Dana+%41' },
      { name: 'Remarks', value: 'one\n\ntwo' },
      { name: 'City', value: '' },
      { name: 'url', value: '?a=b' },
    ]);
  });
});
