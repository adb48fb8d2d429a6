import { describe, expect, test } from 'vitest';
import { understand } from '../../src/ways-in/understand.ts';
import { aChannel } from '../support/pure/channel.ts';
import { bytes, mail, multipart, readOne, utf8 } from '../support/pure/mail.ts';

const channel = aChannel({ waysIn: ['html-form', 'xml', 'url', 'json', 'mail'] });

async function read(body: Uint8Array, contentType: string, query = '', method: 'GET' | 'POST' = 'POST') {
  const { leads, charset } = await understand({ method, query, contentType, body }, channel);
  const [first] = leads;
  return {
    name: first?.lead.details.firstName,
    charset,
    codes: first?.lead.warnings.map(({ code }) => code),
    rejection: first?.rejection?.code,
  };
}

/** A name, the charset it is written in, and its bytes there, a character a byte. */
const NAMES: [name: string, declared: string, encoding: string, binary: string][] = [
  ['José', 'ISO-8859-1', 'windows-1252', 'Jos\xe9'],
  ['Zoë', 'windows-1252', 'windows-1252', 'Zo\xeb'],
  ['Анна', 'windows-1251', 'windows-1251', '\xc0\xed\xed\xe0'],
  ['Анна', 'koi8-r', 'koi8-r', '\xe1\xce\xce\xc1'],
  ['سارة', 'windows-1256', 'windows-1256', '\xd3\xc7\xd1\xc9'],
  ['Łukasz', 'iso-8859-2', 'iso-8859-2', '\xa3ukasz'],
  ['Şule', 'windows-1254', 'windows-1254', '\xdeule'],
  ['דנה', 'windows-1255', 'windows-1255', '\xe3\xf0\xe4'],
  ['花子', 'shift_jis', 'shift_jis', '\x89\xd4\x8eq'],
];
const percent = (binary: string) =>
  [...binary].map((one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`).join('');

describe.each(NAMES)('%s in %s arrives', (name, declared, charset, binary) => {
  const right = { name, charset, codes: [], rejection: undefined };

  test('as JSON whose type says so', async () => {
    const body = bytes(`{"FirstName":"${binary}","Phone":"052-1234567"}`);
    expect(await read(body, `application/json; charset=${declared}`)).toEqual(right);
    expect(await read(body, `application/json;charset="${declared.toLowerCase()}"`)).toEqual(right);
  });

  test('as XML that says so itself, whatever its type says', async () => {
    const body = bytes(
      `<?xml version="1.0" encoding="${declared}"?><lead><FirstName>${binary}</FirstName><Phone>052-1234567</Phone></lead>`,
    );
    expect(await read(body, 'text/xml')).toEqual(right);
    expect(await read(body, 'text/xml; charset=utf-8')).toEqual(right);
  });

  test('as XML whose type says so', async () => {
    const body = bytes(`<lead><FirstName>${binary}</FirstName><Phone>052-1234567</Phone></lead>`);
    expect(await read(body, `application/xml; charset=${declared}`)).toEqual(right);
  });

  test('as a form whose type says so, escaped and not', async () => {
    const type = `application/x-www-form-urlencoded; charset=${declared}`;
    expect(await read(bytes(`FirstName=${percent(binary)}&Phone=052-1234567`), type)).toEqual(right);
    expect(await read(bytes(`FirstName=${binary}&Phone=052-1234567`), type)).toEqual(right);
  });

  test('as a form that says so in its own field, and as an address', async () => {
    const form = `FirstName=${percent(binary)}&Phone=052-1234567&_charset_=${declared}`;
    expect(await read(bytes(form), 'application/x-www-form-urlencoded')).toEqual(right);
    expect(await read(new Uint8Array(), '', form, 'GET')).toEqual(right);
  });

  test('as a multipart form, by its field or by the part', async () => {
    const part = (of: string, value: string, more = '') =>
      `--b\r\nContent-Disposition: form-data; name="${of}"\r\n${more}\r\n${value}\r\n`;
    const type = 'multipart/form-data; boundary=b';
    const phone = part('Phone', '052-1234567');
    const byField = `${part('_charset_', declared)}${part('FirstName', binary)}${phone}--b--`;
    expect(await read(bytes(byField), type)).toEqual(right);
    const byPart = `${part('FirstName', binary, `Content-Type: text/plain; charset=${declared}\r\n`)}${phone}--b--`;
    expect(await read(bytes(byPart), type)).toEqual(right);
  });

  test('in the raw subject of a mail whose text says so', async () => {
    const headers = { 'Content-Type': `text/plain; charset=${declared}` };
    const plain = await readOne(bytes(mail({ subject: binary, headers, body: binary })));
    expect(plain.details.notes).toBe(name);
    const mixed = { 'Content-Type': 'multipart/mixed; boundary=b' };
    const parts = multipart(`Content-Type: text/plain; charset=${declared}\r\n\r\nok`);
    const deep = await readOne(bytes(mail({ subject: binary, headers: mixed, body: parts })));
    expect(deep.details.notes).toBe(`${name}\nok`);
  });
});

describe('what is declared goes behind what the bytes show', () => {
  test.each(['ISO-8859-1', 'windows-1251', 'windows-1255', 'utf-16', 'x-nonsense'])(
    'UTF-8 that says it is %s',
    async (declared) => {
      const type = `application/json; charset=${declared}`;
      const { name, charset } = await read(utf8('{"FirstName":"דנה","Phone":"052-1234567"}'), type);
      expect([name, charset]).toEqual(['דנה', 'utf-8']);
    },
  );

  test('Hebrew that says it is Latin 1 or UTF-8', async () => {
    const body = bytes('{"FirstName":"\xe3\xf0\xe4","LastName":"\xec\xe5\xe9","Phone":"052-1234567"}');
    for (const declared of ['iso-8859-1', 'utf-8']) {
      const { name, charset, codes } = await read(body, `application/json; charset=${declared}`);
      expect([name, charset, codes]).toEqual(['דנה', 'windows-1255', ['charset_recovered']]);
    }
  });

  test('a mail that says UTF-8 stays so with a broken byte in it', async () => {
    const body = Uint8Array.of(
      ...bytes('From: Dana <dana@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'),
      ...utf8('שלום, אשמח ל'),
      0xd7,
      ...utf8(' בבוקר'),
    );
    const sent = await readOne(body);
    expect(sent.details.notes).toBe('שלום, אשמח ל\ufffd בבוקר');
    expect([sent.charset, sent.codes]).toEqual(['utf-8', ['charset_unknown']]);
  });
});

test('what nobody can tell is refused and kept, and never other letters', async () => {
  const types: [string, string][] = [
    ['application/json', '{"FirstName":"\xc0\xed\xed\xe0","Phone":"052-1234567"}'],
    ['application/x-www-form-urlencoded', 'FirstName=%C0%ED%ED%E0&Phone=052-1234567'],
    ['text/xml', '<lead><FirstName>\xc0\xed\xed\xe0</FirstName><Phone>052-1234567</Phone></lead>'],
  ];
  for (const [type, body] of types) {
    expect(await read(bytes(body), type)).toMatchObject({ name: undefined, rejection: 'charset_unknown' });
  }
});
