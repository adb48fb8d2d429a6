import { IMPORT_CHARSETS } from '../csv/charset.ts';

const PHONES = 4;
const EMAILS = 3;

const times = (count: number, name: (at: number) => string[]) =>
  Array.from({ length: count }, (_, at) => name(at + 1)).flat();

/** The columns of an address book, as the lists of address books call them. */
export const CARD_COLUMNS: readonly string[] = [
  'Name',
  'First Name',
  'Last Name',
  'Name Prefix',
  'Company',
  'Job Title',
  ...times(PHONES, (n) => [`Phone ${n} - Label`, `Phone ${n} - Value`]),
  ...times(EMAILS, (n) => [`E-mail ${n} - Value`]),
  'Street',
  'City',
  'Postal Code',
  'Country',
  'Birthday',
  'Website',
  'Notes',
];

interface Property {
  group: string;
  name: string;
  types: string;
  value: string;
}

/** The cells of a card under {@link CARD_COLUMNS}; what an address book has beyond them is left in the file. */
export function cardCells(lines: readonly string[]): string[] {
  const properties = lines.slice(0, 1000).flatMap((line) => propertyOf(line) ?? []);
  const first = (name: string) => properties.find((one) => one.name === name && one.value !== '')?.value ?? '';
  const parts = (name: string) => split(first(name));
  const [last = '', given = '', , prefix = ''] = parts('N');
  const [, , street = '', city = '', , postalCode = '', country = ''] = parts('ADR');
  const full = plain(first('FN'));
  const phones = properties
    .filter(({ name, value }) => name === 'TEL' && value !== '')
    .map((one) => [labelOf(one, properties), plain(one.value).replace(/^tel:/i, '')]);
  const emails = properties
    .filter(({ name, value }) => name === 'EMAIL' && value !== '')
    .map(({ value }) => plain(value).replace(/^mailto:/i, ''));
  // What the columns have no room for stands beside the last one, as address books do it.
  const phoneCells = times(PHONES, (n) => phones[n - 1] ?? ['', '']);
  const spare = phones.slice(PHONES).map(([, value]) => value);
  if (spare.length) phoneCells[PHONES * 2 - 1] = [phoneCells[PHONES * 2 - 1], ...spare].join(' ::: ');
  const emailCells = times(EMAILS, (n) => [n < EMAILS ? (emails[n - 1] ?? '') : emails.slice(n - 1).join(' ::: ')]);
  return [
    given || last ? '' : full,
    given,
    last,
    prefix,
    split(first('ORG'))[0] ?? '',
    plain(first('TITLE')),
    ...phoneCells,
    ...emailCells,
    street,
    city,
    postalCode,
    country,
    first('BDAY').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'),
    plain(first('URL')),
    plain(first('NOTE')),
  ];
}

/** `Mobile`, `Fax`, or the words of Apple's own label; the rest are phones. */
function labelOf({ types, group }: Property, properties: readonly Property[]): string {
  const own = group && properties.find((one) => one.group === group && one.name === 'X-ABLABEL')?.value;
  const words = `${types} ${own ?? ''}`;
  if (/fax/i.test(words)) return 'Fax';
  return /\b(?:cell|mobile|iphone|msg)|נייד|סלולר/i.test(words) ? 'Mobile' : 'Home';
}

function propertyOf(line: string): Property | undefined {
  const [, group = '', name = '', rest = ''] = /^(?:([\w-]{1,60})\.)?([\w-]{1,60})((?:;|:)[\s\S]*)$/.exec(line) ?? [];
  if (name === '') return undefined;
  const colon = colonOf(rest);
  if (colon < 0) return undefined;
  const types = rest.slice(0, colon).slice(0, 300);
  const value = rest.slice(colon + 1);
  return { group: group.toLowerCase(), name: name.toUpperCase(), types, value: decoded(value, types).trim() };
}

/** The colon before the value; one within quotes belongs to a parameter. */
function colonOf(rest: string): number {
  let isQuoted = false;
  for (let at = 0; at < rest.length; at++) {
    if (rest[at] === '"') isQuoted = !isQuoted;
    else if (rest[at] === ':' && !isQuoted) return at;
  }
  return -1;
}

function decoded(value: string, parameters: string): string {
  if (/BASE64|ENCODING=B\b/i.test(parameters)) return '';
  if (!/QUOTED-PRINTABLE/i.test(parameters)) return value;
  const named = /CHARSET="?([\w-]{1,40})/i.exec(parameters)?.[1]?.toLowerCase();
  const charset = IMPORT_CHARSETS.find((one) => one === named) ?? 'utf-8';
  const bytes: number[] = [];
  for (let at = 0; at < value.length; at++) {
    const code = /^=([0-9A-F]{2})/i.exec(value.slice(at, at + 3))?.[1];
    if (code !== undefined) {
      bytes.push(Number.parseInt(code, 16));
      at += 2;
    } else bytes.push(...new TextEncoder().encode(value[at]));
  }
  return new TextDecoder(charset).decode(new Uint8Array(bytes));
}

/** The parts of a value that has several, which a backslash keeps together. */
const split = (value: string): string[] => value.split(/(?<!\\);/).map((part) => plain(part).trim());

const plain = (value: string): string =>
  value.replace(/\\([nN,;:\\])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
